// Builds the browser's files into dist/: `assets/` (served, hashed names), `manifest.json` (name -> hashed name),
// `icons.json` (name -> SVG content), and `papers/` (the typefaces that the kit `papers` prints with, compressed). Run by `cargo xtask web`;
// needs no network. Files whose content did not change keep their modification time, so that cargo rebuilds nothing needlessly.
import { build } from "esbuild";
import { createRequire } from "node:module";
import { mkdir, readFile, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const root = import.meta.dirname;
const out = process.env.GATEHOUSE_WEB_OUT ?? join(root, "dist");
const require = createRequire(import.meta.url);
const entries = ["src/css/app.css", "src/ts/app.ts", "src/ts/captcha.ts", "src/ts/captcha-worker.ts", "src/ts/passkeys.ts", "src/ts/brand.ts", "src/ts/chat.ts", "src/ts/requests.ts", "src/ts/suggest.ts", "src/ts/upload.ts", "src/img/favicon.svg"];

const result = await build({
  absWorkingDir: root,
  entryPoints: entries,
  outdir: join(out, "assets"),
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  bundle: true,
  minify: true,
  metafile: true,
  write: false,
  format: "esm",
  target: ["chrome125", "firefox128", "safari17.5"],
  loader: { ".woff2": "file", ".svg": "copy" },
  legalComments: "none",
  logLevel: "warning",
});

const manifest = {};
for (const [path, { entryPoint, inputs }] of Object.entries(result.metafile.outputs)) {
  const source = entryPoint ?? Object.keys(inputs)[0];
  manifest[basename(source).replace(/\.ts$/, ".js")] = basename(path);
}

const lucide = join(dirname(require.resolve("lucide-static/package.json")), "icons");
const icons = {};
for (const [name, file] of Object.entries(JSON.parse(await readFile(join(root, "src/icons.json"), "utf8")))) {
  const svg = await readFile(join(lucide, `${file}.svg`), "utf8");
  icons[name] = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>")).replace(/\s*\n\s*/g, "").replace(/ \/>/g, "/>");
}

await mkdir(join(out, "assets"), { recursive: true });
const kept = new Set(result.outputFiles.map((file) => basename(file.path)));
for (const file of result.outputFiles) await writeChanged(file.path, Buffer.from(file.contents));
for (const name of await readdir(join(out, "assets"))) if (!kept.has(name)) await rm(join(out, "assets", name));
await writeChanged(join(out, "icons.json"), Buffer.from(JSON.stringify(icons, null, 1)));
await mkdir(join(out, "papers"), { recursive: true });
for (const [name, font] of [["latin", "NotoSans-Regular.ttf"], ["latin", "NotoSans-Bold.ttf"], ["jp", "NotoSansJP-Regular.otf"]]) {
  const pack = join(root, "node_modules/@embedpdf", `fonts-${name}`);
  const { version } = JSON.parse(await readFile(join(pack, "package.json"), "utf8"));
  const [to, of] = [join(out, "papers", `${font}.br`), join(out, "papers", `${font}.version`)];
  const made = await readFile(of, "utf8").catch(() => null);
  if (made === version && (await readFile(to).catch(() => null))) continue;
  // The best quality takes ten times as long for a tenth less.
  await writeFile(to, brotliCompressSync(await readFile(join(pack, "fonts", font)), { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 24 } }));
  await writeFile(of, version);
  await rm(join(out, "papers", font), { force: true });
}
const at = join(out, "manifest.json");
await writeChanged(at, Buffer.from(JSON.stringify(Object.fromEntries(Object.entries(manifest).sort()), null, 1)));
await writeFile(join(out, "built"), ""); // its time says how fresh dist/ is
await utimes(join(out, "built"), new Date(), new Date());

async function writeChanged(path, content) {
  const old = await readFile(path).catch(() => null);
  if (!old?.equals(content)) await writeFile(path, content);
}
