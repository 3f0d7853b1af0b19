export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface MapLayout {
  readonly width: number;
  readonly height: number;
  readonly box: { readonly width: number; readonly height: number };
  /** The middle of each box, in the order of the names. */
  readonly places: readonly Point[];
}

const margin = 4;
/** Of more than these two would meet on the ellipse. */
const roundMax = 10;

export const layoutFor = (count: number, isNarrow: boolean): MapLayout =>
  isNarrow || count > roundMax ? tallLayout(count) : roundLayout(count);

/** On an ellipse, so that every line between two has its own way. */
function roundLayout(count: number): MapLayout {
  const [width, height, box] = [880, 470, { width: 172, height: 62 }];
  const places = Array.from({ length: count }, (_, i) => {
    const angle = (i / count) * 2 * Math.PI - Math.PI / 2;
    return {
      x: width / 2 + Math.cos(angle) * (width / 2 - box.width / 2 - margin),
      y: height / 2 + Math.sin(angle) * (height / 2 - box.height / 2 - margin),
    };
  });
  return { width, height, box, places };
}

/** Left and right in turn, for a screen that is higher than wide. */
function tallLayout(count: number): MapLayout {
  const [width, box, step] = [370, { width: 152, height: 58 }, 46];
  const left = box.width / 2 + margin;
  const top = box.height / 2 + margin;
  return {
    width,
    height: 2 * top + Math.max(0, count - 1) * step,
    box,
    places: Array.from({ length: count }, (_, i) => ({
      x: i % 2 === 0 ? left : width - left,
      y: top + i * step,
    })),
  };
}
