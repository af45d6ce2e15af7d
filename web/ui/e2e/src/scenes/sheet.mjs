/** Puts many pictures on one sheet, in rows under their names, small enough to keep in a repository. */

const GAP = 16;
const LINE = 28;
/** Of what a browser shows. */
const SCALE = 0.55;
const QUALITY = 0.55;

/** `rows` are `{name, pictures: [{png, width, height}]}`; gives the bytes of a WebP. */
export async function sheet(browser, title, rows) {
  const page = await browser.newPage();
  const url = await page.evaluate(draw, {
    title,
    rows: rows.map(({ name, pictures }) => ({
      name,
      pictures: pictures.map(({ png, width, height }) => ({ src: png.toString('base64'), width, height })),
    })),
    GAP,
    LINE,
    SCALE,
    QUALITY,
  });
  await page.close();
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

/** Runs in a page of its own. */
async function draw({ title, rows, GAP, LINE, SCALE, QUALITY }) {
  const widthOf = (pictures) => pictures.reduce((sum, { width }) => sum + width * SCALE + GAP, GAP);
  const heightOf = (pictures) => Math.max(...pictures.map(({ height }) => height * SCALE));
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(Math.max(...rows.map(({ pictures }) => widthOf(pictures))));
  canvas.height = Math.ceil(
    rows.reduce((sum, { pictures }) => sum + heightOf(pictures) + LINE + GAP, LINE + 2 * GAP),
  );
  const paper = canvas.getContext('2d');
  paper.imageSmoothingQuality = 'high';
  paper.fillStyle = '#7d848c';
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.fillStyle = '#ffffff';
  paper.font = '600 20px sans-serif';
  paper.fillText(title, GAP, LINE);
  paper.font = '15px sans-serif';
  let y = LINE + 2 * GAP;
  for (const { name, pictures } of rows) {
    paper.fillStyle = '#ffffff';
    paper.fillText(name, GAP, y + 14);
    y += LINE;
    let x = GAP;
    for (const { src, width, height } of pictures) {
      const image = new Image();
      image.src = `data:image/png;base64,${src}`;
      await image.decode();
      paper.drawImage(image, x, y, width * SCALE, height * SCALE);
      x += width * SCALE + GAP;
    }
    y += heightOf(pictures) + GAP;
  }
  return canvas.toDataURL('image/webp', QUALITY);
}
