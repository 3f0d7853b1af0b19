import type { ComponentChildren } from 'preact';
import { ledgerHref } from '../shell/routes.ts';
import { Card } from '../ui/card.tsx';
import { ownerOf, readsOf, type Service } from './flows.ts';

/** One service by its declarations. */
export function ServiceDetail({ service, services }: { service: Service; services: readonly Service[] }) {
  const { name, about, commands, queries, views, memoryViews, policies, live, streams } = service;
  const readers = (type: string): readonly string[] =>
    services.filter((one) => one.name !== name && readsOf(one).has(type)).map((one) => one.name);
  return (
    <>
      <h2 class="of">
        {name} <span class="muted">{about}</span>
      </h2>
      <div class="two">
        <Card title="Events">
          <table>
            <thead>
              <tr>
                <th scope="col">Type</th>
                <th scope="col">Read by</th>
              </tr>
            </thead>
            <tbody>
              {service.events.map(({ type, about: what, version, published, personal }) => (
                <tr key={type}>
                  <td>
                    <a class="mono" href={ledgerHref(`type:${type}`)}>
                      {type}
                    </a>
                    <span class="xs muted block">
                      {what}
                      {version > 1 && ` Version ${version}.`}
                    </span>
                    {personal.length > 0 && <span class="chip gold">personal: {personal.join(', ')}</span>}
                  </td>
                  <td class="s">
                    {published ? (
                      readers(type).join(', ') || <span class="muted">nobody yet</span>
                    ) : (
                      <span class="muted">its own</span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Card>
        <div class="stack">
          <Card title="Commands and queries">
            <ul class="lines">
              {[...commands.map(({ type, ...rest }) => ({ name: type, ...rest })), ...queries].map((one) => (
                <Line key={one.name} name={one.name} about={one.about}>
                  {one.route === null ? 'sent by policies' : <code>{one.route}</code>}
                </Line>
              ))}
            </ul>
          </Card>
          <Card title="Views, policies, live topics">
            <ul class="lines">
              {[...views, ...memoryViews, ...policies].map((one) => (
                <Line key={one.name} name={one.name} about={one.about}>
                  <a href={`/console/subscriptions?of=${encodeURIComponent(`${name}/${one.name}`)}`}>
                    where it stands
                  </a>
                </Line>
              ))}
              {live.map((one) => (
                <Line key={`live ${one.name}`} name={one.name} about={one.about}>
                  live topic
                </Line>
              ))}
            </ul>
          </Card>
          <Card title="Streams">
            <ul class="lines">
              {streams.map((one) => (
                <Line key={one.name} name={one.name} about={one.about}>
                  <a href={ledgerHref(`stream:${one.name}`)}>events</a>
                </Line>
              ))}
            </ul>
          </Card>
          <Card title="Reads from others">
            <ul class="lines">
              {[...readsOf(service)]
                .map((type) => ({ type, owner: ownerOf(services, type) }))
                .filter(({ owner }) => owner !== undefined && owner !== name)
                .map(({ type, owner }) => (
                  <li key={type} class="row">
                    <span class="mono">{type}</span>
                    <span class="sp" />
                    <a class="s" href={`/console/services?of=${owner ?? ''}`}>
                      {owner}
                    </a>
                  </li>
                ))}
            </ul>
          </Card>
        </div>
      </div>
    </>
  );
}

const Line = ({ name, about, children }: { name: string; about: string; children: ComponentChildren }) => (
  <li>
    <div class="row wrap">
      <b>{name}</b>
      <span class="sp" />
      <span class="xs muted">{children}</span>
    </div>
    <p class="s muted">{about}</p>
  </li>
);
