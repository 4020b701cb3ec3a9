// Brings PNG files to palettes of 256 colours. Usage: node shrink.mjs NPM-FOLDER FILES...
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [npm, ...files] = process.argv.slice(2);
const png = createRequire(join(npm, "package.json"))("upng-js");
for (const file of files) {
  const image = png.decode(readFileSync(file));
  writeFileSync(file, Buffer.from(png.encode([png.toRGBA8(image)[0]], image.width, image.height, 256)));
}
