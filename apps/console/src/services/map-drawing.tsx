import { many } from '../ui/format.ts';
import type { Flow, Service } from './flows.ts';
import type { MapLayout, Point } from './map-layout.ts';

interface Props {
  readonly services: readonly Service[];
  readonly flows: readonly Flow[];
  readonly selected: string | undefined;
  readonly layout: MapLayout;
}

/** Services as boxes, and the events between them as lines that bend towards the middle. */
export function MapDrawing({ services, flows, selected, layout }: Props) {
  const { width, height, box } = layout;
  const centre = { x: width / 2, y: height / 2 };
  const places = new Map(services.map(({ name }, i) => [name, layout.places[i] ?? centre]));
  const most = Math.max(1, ...flows.map(({ types }) => types.length));
  return (
    <svg
      class={height > width ? 'map tall' : 'map'}
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
              d={curve(from, to, centre, box)}
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
          box={box}
          isSelected={service.name === selected}
        />
      ))}
    </svg>
  );
}

const touches = ({ from, to }: Flow, selected: string | undefined): boolean =>
  from === selected || to === selected;

/** From edge to edge of two boxes; there and back take different ways. */
function curve(from: Point, to: Point, centre: Point, box: MapLayout['box']): string {
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  const bend = {
    x: middle.x + (centre.x - middle.x) * 0.25 - (dy / length) * 22,
    y: middle.y + (centre.y - middle.y) * 0.25 + (dx / length) * 22,
  };
  const [start, end] = [edgeOf(from, bend, box), edgeOf(to, bend, box)];
  return `M${text(start)}Q${text(bend)} ${text(end)}`;
}

/** Where the line from the middle of a box to a point leaves the box. */
function edgeOf(at: Point, towards: Point, box: MapLayout['box']): Point {
  const [dx, dy] = [towards.x - at.x, towards.y - at.y];
  const scale = Math.min(
    (box.width / 2 + 3) / Math.max(0.001, Math.abs(dx)),
    (box.height / 2 + 3) / Math.max(0.001, Math.abs(dy)),
  );
  return { x: at.x + dx * scale, y: at.y + dy * scale };
}

const text = ({ x, y }: Point): string => `${x.toFixed(1)} ${y.toFixed(1)}`;

interface BoxProps {
  readonly service: Service;
  readonly at: Point;
  readonly box: MapLayout['box'];
  readonly isSelected: boolean;
}

function Box({ service, at, box, isSelected }: BoxProps) {
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
