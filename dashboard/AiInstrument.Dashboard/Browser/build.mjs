// Makes what the pages load of what npm restored, and compresses it: a first view must stay small.
// Usage: node build.mjs NPM-FOLDER (scripts | styles PAGES...). Results are in NPM-FOLDER/dist.
import { constants, brotliCompressSync } from "node:zlib";
import { createRequire } from "node:module";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [npm, what, ...pages] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const modules = join(npm, "node_modules");
const restored = createRequire(join(npm, "package.json"));
const dist = join(npm, "dist");
mkdirSync(dist, { recursive: true });

function write(name, content) {
  const bytes = Buffer.from(content);
  writeFileSync(join(dist, name), bytes);
  const brotli = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  writeFileSync(join(dist, `${name}.br`), brotliCompressSync(bytes, { params: brotli }));
}

async function scripts() {
  const bundled = await restored("esbuild").build({
    entryPoints: [join(here, "charts.js")],
    nodePaths: [modules],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    globalName: "echarts",
    target: "es2020",
    legalComments: "none",
  });
  write("echarts.js", bundled.outputFiles[0].contents);
}

// Rules whose classes, elements or variables no page names are left out.
async function styles() {
  const trimmed = await new (restored("purgecss").PurgeCSS)().purge({
    css: [join(modules, "@tabler/core/dist/css/tabler.min.css")],
    content: pages,
    defaultExtractor: text => text.match(/[\w-]+/g) ?? [],
    safelist: ["html", "body"],
    fontFace: true,
    keyframes: true,
    variables: true,
  });
  write("tabler.css", trimmed[0].css);
}

// The letters of European languages beyond Latin-1, and currency signs; others come from the system's fonts.
async function fonts() {
  const letters = [[0x100, 0x17f], [0x20a0, 0x20c0]].flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i)));
  const whole = readFileSync(join(modules, "@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2"));
  writeFileSync(join(dist, "inter-latin-ext.woff2"), await restored("subset-font")(whole, letters.join(""), { targetFormat: "woff2" }));
}

if (what === "scripts") {
  await scripts();
  await fonts();
} else {
  await styles();
}
