import { place } from '@touchline/web/router';
import { useEffect, useState } from 'preact/hooks';
import type { ReadServices } from '../api/shapes.ts';
import { useAsked } from '../api/use-asked.ts';
import { Screen } from '../shell/screen.tsx';
import { Loading } from '../ui/empty.tsx';
import { FaultNote } from '../ui/fault-note.tsx';
import { Card } from '../ui/card.tsx';
import { many } from '../ui/format.ts';
import { flowsOf } from './flows.ts';
import { MapDrawing } from './map-drawing.tsx';
import { layoutFor } from './map-layout.ts';
import { ServiceDetail } from './service-detail.tsx';

/** The services as they declare themselves: what they do, and which events go from one to the other. */
export function Services() {
  const { answer, fault, again } = useAsked<ReadServices>('operator/services');
  const services = answer?.services ?? [];
  const of = place.value.query.get('of') ?? undefined;
  const selected = services.find(({ name }) => name === of);
  const flows = flowsOf(services);
  const isNarrow = useNarrow();
  return (
    <Screen title="Services">
      {fault !== undefined && <FaultNote error={fault} retry={again} />}
      {!answer && fault === undefined && <Loading />}
      {answer && (
        <Card
          title="Who reads whose events"
          beside={
            <span class="xs muted num">
              {many(services.length, 'service')}, {many(flows.length, 'flow')}
            </span>
          }
        >
          <MapDrawing
            services={services}
            flows={flows}
            selected={selected?.name}
            layout={layoutFor(services.length, isNarrow)}
          />
          <p class="s muted">
            {selected ? (
              <>
                <span class="key out" /> read by others · <span class="key in" /> read from others
              </>
            ) : (
              'Choose a service to see what it publishes and reads. No service knows who reads its events.'
            )}
          </p>
        </Card>
      )}
      {selected && <ServiceDetail service={selected} services={services} />}
    </Screen>
  );
}

/** Below this the wide drawing would be too small to read. */
const narrow = matchMedia('(width < 720px)');

function useNarrow(): boolean {
  const [isNarrow, setNarrow] = useState(narrow.matches);
  useEffect(() => {
    const look = (): void => setNarrow(narrow.matches);
    narrow.addEventListener('change', look);
    return () => narrow.removeEventListener('change', look);
  }, []);
  return isNarrow;
}
