// Offers to copy a message. Without this script its text can be selected as any other.
(() => {
  "use strict";

  for (const button of document.querySelectorAll(".copy")) {
    if (!navigator.clipboard) {
      break;
    }

    const label = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const texts = [...button.closest(".message").querySelectorAll(".said")].map(said => said.textContent);
      await navigator.clipboard.writeText(texts.join("\n\n"));
      button.textContent = button.dataset.copied;
      setTimeout(() => { button.textContent = label; }, 2000);
    });
  }
})();
