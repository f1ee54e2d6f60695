// Unpacks the browser that the npm package @sparticuz/chromium ships, where Brotli is: in Node.js.
// Usage: node unpack.mjs FOLDER_OF_THE_PACKAGE TARGET
import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";

const [folder, target] = process.argv.slice(2);
for (const name of ["chromium", "al2023.tar", "fonts.tar", "swiftshader.tar"]) {
  const packed = createReadStream(`${folder}/bin/${name}.br`);
  await pipeline(packed, createBrotliDecompress(), createWriteStream(`${target}/${name}`));
}
