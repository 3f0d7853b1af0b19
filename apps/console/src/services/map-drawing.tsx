import { many } from '../ui/format.ts';
import type { Flow, Service } from './flows.ts';

interface Props {
  readonly services: readonly Service[];
  readonly flows: readonly Flow[];
  readonly selected: string | undefined;
}

const width = 880;
const height = 470;
const box = { width: 172, height: 62 };
const centre = { x: width / 2, y: height / 2 };

interface Point {
  readonly x: number;
  readonly y: number;
}

/** On an ellipse, so that every line between two has its own way. */
function placesOf(services: readonly Service[]): Map<string, Point> {
  return new Map(
    services.map(({ name }, i) => {
      const angle = (i / services.length) * 2 * Math.PI - Math.PI / 2;
      return [
        name,
        {
          x: centre.x + Math.cos(angle) * (width / 2 - box.width / 2 - 4),
          y: centre.y + Math.sin(angle) * (height / 2 - box.height / 2 - 4),
        },
      ];
    }),
  );
}

/** Services as boxes, and the events between them as lines that bend towards the middle. */
export function MapDrawing({ services, flows, selected }: Props) {
  const places = placesOf(services);
  const most = Math.max(1, ...flows.map(({ types }) => types.length));
  return (
    <svg
      class="map"
      viewBox={`0 0 ${width} ${height}`}
      role="group"
      aria-label="Services and the events between them"
    >
      <defs>
        {(['plain', 'out', 'in'] as const).map((kind) => (
          <marker
            key={kind}
            id={`arrow-${kind}`}
            class={kind}
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="9"
            markerHeight="9"
            markerUnits="userSpaceOnUse"
            orient="auto"
          >
            <path d="M0 0L8 4L0 8z" />
          </marker>
        ))}
      </defs>
      {flows
        .toSorted((a, b) => Number(touches(a, selected)) - Number(touches(b, selected)))
        .map((flow) => {
          const [from, to] = [places.get(flow.from), places.get(flow.to)];
          if (!from || !to) return null;
          const kind = flow.from === selected ? 'out' : flow.to === selected ? 'in' : 'plain';
          return (
            <path
              key={`${flow.from} ${flow.to}`}
              class={`flow ${kind}${selected !== undefined && kind === 'plain' ? ' dim' : ''}`}
              d={curve(from, to)}
              stroke-width={1 + (flow.types.length / most) * 3}
              marker-end={`url(#arrow-${kind})`}
            >
              <title>{`${flow.from} → ${flow.to}: ${flow.types.join(', ')}`}</title>
            </path>
          );
        })}
      {services.map((service) => (
        <Box
          key={service.name}
          service={service}
          at={places.get(service.name) ?? centre}
          isSelected={service.name === selected}
        />
      ))}
    </svg>
  );
}

const touches = ({ from, to }: Flow, selected: string | undefined): boolean =>
  from === selected || to === selected;

/** From edge to edge of two boxes; there and back take different ways. */
function curve(from: Point, to: Point): string {
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  const bend = {
    x: middle.x + (centre.x - middle.x) * 0.25 - (dy / length) * 22,
    y: middle.y + (centre.y - middle.y) * 0.25 + (dx / length) * 22,
  };
  const [start, end] = [edgeOf(from, bend), edgeOf(to, bend)];
  return `M${text(start)}Q${text(bend)} ${text(end)}`;
}

/** Where the line from the middle of a box to a point leaves the box. */
function edgeOf(at: Point, towards: Point): Point {
  const [dx, dy] = [towards.x - at.x, towards.y - at.y];
  const scale = Math.min(
    (box.width / 2 + 3) / Math.max(0.001, Math.abs(dx)),
    (box.height / 2 + 3) / Math.max(0.001, Math.abs(dy)),
  );
  return { x: at.x + dx * scale, y: at.y + dy * scale };
}

const text = ({ x, y }: Point): string => `${x.toFixed(1)} ${y.toFixed(1)}`;

function Box({ service, at, isSelected }: { service: Service; at: Point; isSelected: boolean }) {
  const { name, commands, views } = service;
  return (
    <a
      href={isSelected ? '/console/services' : `/console/services?of=${name}`}
      class={isSelected ? 'box selected' : 'box'}
      aria-current={isSelected ? 'true' : undefined}
    >
      <rect
        x={at.x - box.width / 2}
        y={at.y - box.height / 2}
        width={box.width}
        height={box.height}
        rx="10"
      />
      <text class="name" x={at.x} y={at.y - 4} text-anchor="middle">
        {name}
      </text>
      <text class="more" x={at.x} y={at.y + 16} text-anchor="middle">
        {`${many(commands.length, 'command')} · ${many(views.length, 'view')}`}
      </text>
    </a>
  );
}
