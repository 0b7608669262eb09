// A sheet of paper in a photograph: where its corners are, and the sheet laid flat and made light. Pure, no page.
const CELL = 32;
const WHITE = 245;

function grays({ data, width, height }) {
  const plain = new Uint8Array(width * height);
  for (let at = 0; at < plain.length; at++) plain[at] = (data[at * 4] * 77 + data[at * 4 + 1] * 150 + data[at * 4 + 2] * 29) >> 8;
  const soft = new Uint8Array(plain.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      let count = 0;
      for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
        for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
          sum += plain[v * width + u];
          count++;
        }
      }
      soft[y * width + x] = sum / count;
    }
  }
  return soft;
}

// The brightness that best parts light from dark (Otsu).
function parting(gray) {
  const counts = new Float64Array(256);
  for (const each of gray) counts[each]++;
  let all = 0;
  for (let each = 0; each < 256; each++) all += each * counts[each];
  let [best, found, dark, sum] = [-1, 127, 0, 0];
  for (let each = 0; each < 255; each++) {
    dark += counts[each];
    sum += each * counts[each];
    const light = gray.length - dark;
    if (!dark || !light) continue;
    const apart = dark * light * (sum / dark - (all - sum) / light) ** 2;
    if (apart > best) [best, found] = [apart, each];
  }
  return found;
}

// The largest light patch: how many points it has, and the outermost towards each corner.
function largest(gray, width, limit) {
  const seen = new Uint8Array(gray.length);
  const stack = new Int32Array(gray.length);
  let best = { size: 0, ends: [] };
  for (let start = 0; start < gray.length; start++) {
    if (seen[start] || gray[start] <= limit) continue;
    const ends = Array.from({ length: 4 }, () => ({ much: -Infinity, x: 0, y: 0 }));
    let [top, size] = [1, 0];
    stack[0] = start;
    seen[start] = 1;
    while (top) {
      const at = stack[--top];
      const [x, y] = [at % width, (at / width) | 0];
      size++;
      [-x - y, x - y, x + y, y - x].forEach((much, corner) => much > ends[corner].much && (ends[corner] = { much, x, y }));
      for (const [next, there] of [[at - 1, x > 0], [at + 1, x < width - 1], [at - width, y > 0], [at + width, at + width < gray.length]]) {
        if (!there || seen[next] || gray[next] <= limit) continue;
        seen[next] = 1;
        stack[top++] = next;
      }
    }
    if (size > best.size) best = { size, ends };
  }
  return best;
}

const area = (corners) =>
  Math.abs(corners.reduce((sum, one, at) => sum + one.x * corners[(at + 1) % 4].y - corners[(at + 1) % 4].x * one.y, 0)) / 2;

// The corners of the sheet, from top left clockwise; null when nothing looks like one. `image` is small ImageData.
export function corners(image) {
  const gray = grays(image);
  const { size, ends } = largest(gray, image.width, parting(gray));
  const share = size / gray.length;
  if (share < 0.12 || share > 0.98) return null;
  const found = ends.map(({ x, y }) => ({ x: x + 0.5, y: y + 0.5 }));
  // Letters are holes in the patch; a patch with much less in it is no sheet.
  return size / area(found) > 0.7 && size / area(found) < 1.1 ? found : null;
}

// The eight numbers that take a point of the flat sheet to one of the photograph.
function lens(from, to) {
  const rows = [];
  from.forEach(({ x, y }, at) => {
    rows.push([x, y, 1, 0, 0, 0, -x * to[at].x, -y * to[at].x, to[at].x]);
    rows.push([0, 0, 0, x, y, 1, -x * to[at].y, -y * to[at].y, to[at].y]);
  });
  for (let column = 0; column < 8; column++) {
    let pivot = column;
    for (let row = column; row < 8; row++) if (Math.abs(rows[row][column]) > Math.abs(rows[pivot][column])) pivot = row;
    [rows[column], rows[pivot]] = [rows[pivot], rows[column]];
    for (let row = 0; row < 8; row++) {
      if (row === column) continue;
      const times = rows[row][column] / rows[column][column];
      for (let cell = column; cell < 9; cell++) rows[row][cell] -= times * rows[column][cell];
    }
  }
  return rows.map((row, at) => row[8] / row[at]);
}

const apart = (one, other) => Math.hypot(one.x - other.x, one.y - other.y);

// The sheet between these corners laid flat, `most` points long at most.
export function straightened(image, [tl, tr, br, bl], most) {
  const [wide, high] = [Math.max(apart(tl, tr), apart(bl, br)), Math.max(apart(tl, bl), apart(tr, br))];
  const scale = Math.min(1, most / Math.max(wide, high));
  const [width, height] = [Math.max(1, Math.round(wide * scale)), Math.max(1, Math.round(high * scale))];
  const flat = [{ x: 0, y: 0 }, { x: width, y: 0 }, { x: width, y: height }, { x: 0, y: height }];
  const [a, b, c, d, e, f, g, h] = lens(flat, [tl, tr, br, bl]);
  const made = new ImageData(width, height);
  const from = image.data;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      const depth = g * (x + 0.5) + h * (y + 0.5) + 1;
      const u = Math.min(image.width - 1.001, Math.max(0, (a * (x + 0.5) + b * (y + 0.5) + c) / depth - 0.5));
      const v = Math.min(image.height - 1.001, Math.max(0, (d * (x + 0.5) + e * (y + 0.5) + f) / depth - 0.5));
      const [left, up] = [u | 0, v | 0];
      const [right, down] = [u - left, v - up];
      const place = (up * image.width + left) * 4;
      const below = place + image.width * 4;
      for (let hue = 0; hue < 3; hue++) {
        const high2 = from[place + hue] * (1 - right) + from[place + 4 + hue] * right;
        const low = from[below + hue] * (1 - right) + from[below + 4 + hue] * right;
        made.data[at + hue] = high2 * (1 - down) + low * down;
      }
      made.data[at + 3] = 255;
    }
  }
  return made;
}

// Shadows taken away: each place is as light as the paper around it says, and never darker than it was.
export function lightened(image) {
  const { width, height, data } = image;
  const [across, along] = [Math.ceil(width / CELL), Math.ceil(height / CELL)];
  const paper = new Float32Array(across * along);
  for (let row = 0; row < along; row++) {
    for (let column = 0; column < across; column++) {
      const found = [];
      for (let y = row * CELL; y < Math.min(height, (row + 1) * CELL); y += 2) {
        for (let x = column * CELL; x < Math.min(width, (column + 1) * CELL); x += 2) {
          const at = (y * width + x) * 4;
          found.push((data[at] * 77 + data[at + 1] * 150 + data[at + 2] * 29) >> 8);
        }
      }
      found.sort((one, other) => one - other);
      paper[row * across + column] = found[Math.floor(found.length * 0.9)];
    }
  }
  const cell = (row, column) => paper[Math.min(along - 1, Math.max(0, row)) * across + Math.min(across - 1, Math.max(0, column))];
  for (let y = 0; y < height; y++) {
    const v = (y + 0.5) / CELL - 0.5;
    const row = Math.floor(v);
    for (let x = 0; x < width; x++) {
      const u = (x + 0.5) / CELL - 0.5;
      const column = Math.floor(u);
      const high = cell(row, column) * (1 - u + column) + cell(row, column + 1) * (u - column);
      const low = cell(row + 1, column) * (1 - u + column) + cell(row + 1, column + 1) * (u - column);
      const gain = Math.min(2.5, Math.max(1, WHITE / (high * (1 - v + row) + low * (v - row))));
      const at = (y * width + x) * 4;
      for (let hue = 0; hue < 3; hue++) data[at + hue] *= gain;
    }
  }
  return image;
}
