// After a picture was taken: shows the four corners of the sheet, to be moved by finger, mouse or keyboard, and
// lays it flat before it is sent. Without this script the picture goes as it is.
const LARGE = 2200;
const SMALL = 800;
const FLAT = 2000;

function drawn(bitmap, most) {
  const scale = Math.min(1, most / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.round(bitmap.width * scale), Math.round(bitmap.height * scale)];
  canvas.getContext("2d", { willReadFrequently: true }).drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

const pixels = (canvas) => canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);

for (const panel of document.querySelectorAll("[data-straighten]")) {
  const pick = document.getElementById(panel.dataset.straighten);
  const stage = panel.querySelector("[data-stage]");
  const handles = [...panel.querySelectorAll("[data-corner]")];
  // Corners as shares of the picture, from top left clockwise.
  let places = [];
  let photo = null;
  let original = null;

  function lay() {
    handles.forEach((handle, at) => {
      handle.style.left = `${places[at].x * 100}%`;
      handle.style.top = `${places[at].y * 100}%`;
    });
    panel.dataset.corners = JSON.stringify(places);
    const line = panel.querySelector("polygon");
    line.setAttribute("points", places.map(({ x, y }) => `${x * 100},${y * 100}`).join(" "));
  }

  function move(at, x, y) {
    places[at] = { x: Math.min(1, Math.max(0, x)), y: Math.min(1, Math.max(0, y)) };
    lay();
  }

  handles.forEach((handle, at) => {
    handle.addEventListener("keydown", (event) => {
      const step = event.shiftKey ? 0.05 : 0.005;
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (!way) return;
      event.preventDefault();
      move(at, places[at].x + way[0] * step, places[at].y + way[1] * step);
    });
    handle.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      handle.focus();
      handle.setPointerCapture(event.pointerId);
    });
    handle.addEventListener("pointermove", (event) => {
      if (!handle.hasPointerCapture(event.pointerId)) return;
      const box = stage.getBoundingClientRect();
      move(at, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    });
  });

  async function look() {
    const [file] = pick.files;
    if (pick.files.length !== 1 || !/^image\//.test(file.type) || file === original?.made) return;
    const { corners } = await import(panel.dataset.sheet);
    const bitmap = await createImageBitmap(file);
    photo = drawn(bitmap, LARGE);
    bitmap.close();
    original = { file };
    const small = drawn(photo, SMALL);
    const found = corners(pixels(small));
    places = found
      ? found.map(({ x, y }) => ({ x: x / small.width, y: y / small.height }))
      : [{ x: 0.05, y: 0.05 }, { x: 0.95, y: 0.05 }, { x: 0.95, y: 0.95 }, { x: 0.05, y: 0.95 }];
    stage.querySelector("canvas")?.remove();
    stage.prepend(photo);
    panel.querySelector("[data-found]").hidden = !found;
    panel.querySelector("[data-lost]").hidden = Boolean(found);
    panel.hidden = false;
    lay();
    panel.scrollIntoView({ block: "nearest" });
    panel.focus({ preventScroll: true });
  }

  async function flatten() {
    const { lightened, straightened } = await import(panel.dataset.sheet);
    const wanted = places.map(({ x, y }) => ({ x: x * photo.width, y: y * photo.height }));
    const flat = lightened(straightened(pixels(photo), wanted, FLAT));
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [flat.width, flat.height];
    canvas.getContext("2d").putImageData(flat, 0, 0);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.86));
    give(new File([blob], original.file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }));
  }

  function give(file) {
    original.made = file;
    const chosen = new DataTransfer();
    chosen.items.add(file);
    pick.files = chosen.files;
    original.made = pick.files[0];
    panel.hidden = true;
    pick.dispatchEvent(new Event("change"));
    pick.focus();
  }

  // What cannot be read or laid flat goes as it is.
  pick.addEventListener("change", () => look().catch(() => (panel.hidden = true)));
  panel.querySelector("[data-flat]").addEventListener("click", () => flatten().catch(() => give(original.file)));
  panel.querySelector("[data-as-it-is]").addEventListener("click", () => give(original.file));
}
