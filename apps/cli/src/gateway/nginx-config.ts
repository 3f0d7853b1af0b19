import { knownProblem } from '@touchline/kernel/http';
import type { Location } from './locations.ts';
import type { Upstreams } from './upstreams.ts';

export interface NginxOptions {
  readonly locations: readonly Location[];
  readonly upstreams: Upstreams;
  readonly port: number;
  readonly accessLog: string;
  /** `undefined`: whatever name is asked for. */
  readonly serverName: string | undefined;
  /** Paths of a certificate and its key; without them it speaks plain HTTP. */
  readonly tls: { readonly certificate: string; readonly key: string } | undefined;
}

/** A file for the folder that nginx includes in its `http` block, usually /etc/nginx/conf.d. */
export async function nginxConfig(options: NginxOptions): Promise<string> {
  const { locations, upstreams, port, accessLog, serverName = '_', tls } = options;
  const problems = await problemLocations();
  return `# Written by touchline gateway-config; write it anew when services or addresses change.
# Start the processes with --proxies 1 (TOUCHLINE_PROXIES), so that they count attempts by the address told here, and with
# --origin (TOUCHLINE_ORIGIN), so that browsers can log in. They limit rates themselves; nothing here does.

map $http_x_request_id $touchline_request_id {
  "~^[A-Za-z0-9._-]{1,64}$" $http_x_request_id;
  default $request_id;
}

log_format touchline escape=json '{"at":"$time_iso8601","request":"$touchline_request_id","method":"$request_method",'
  '"path":"$uri","status":$status,"bytes":$body_bytes_sent,"seconds":$request_time,"server":"$upstream_addr"}';

${[...upstreams].map(([name, servers]) => upstreamText(name, servers)).join('\n')}
server {
  listen ${port}${tls ? ' ssl http2' : ''};
  server_name ${serverName};
${tls ? tlsText(tls) : ''}
  access_log ${accessLog} touchline;
  server_tokens off;

  client_header_timeout 5s;
  client_body_timeout 10s;
  send_timeout 30s;
  keepalive_timeout 65s;
  client_header_buffer_size 8k;
  large_client_header_buffers 2 8k;
  client_max_body_size 16k;

  proxy_http_version 1.1;
  proxy_set_header Connection "";
  proxy_set_header Host $http_host;
  proxy_set_header X-Request-Id $touchline_request_id;
  # Not what the client says of itself: whoever is asked here is one hop away.
  proxy_set_header X-Forwarded-For $remote_addr;
  proxy_connect_timeout 2s;
  proxy_send_timeout 15s;
  proxy_read_timeout 35s;
  # A POST that was sent is never sent again from here: only its sender knows whether that is safe. What is read, put or
  # deleted may be asked of the next process at once, which comes to the same.
  proxy_next_upstream error timeout;
  proxy_next_upstream_tries 2;
  proxy_next_upstream_timeout 5s;

  error_page 413 @body_too_large;
  error_page 502 504 @unknown_outcome;

${locations.map((location) => locationText(location, upstreams)).join('\n')}

  # A stream for as long as the page is open; it beats every 20 seconds.
  location = /v1/live {
    proxy_pass http://touchline_all;
    proxy_buffering off;
    proxy_read_timeout 60s;
  }

  # Operators follow events and long work line by line.
  location /v1/operator/ {
    proxy_pass http://touchline_all;
    proxy_buffering off;
    proxy_read_timeout 1h;
  }

  # Figures of processes are for who runs them: they are asked directly.
  location = /metrics {
    return 404;
  }

  location / {
    proxy_pass http://touchline_all;
  }

${problems}
}
`;
}

const upstreamText = (name: string, servers: readonly string[]): string => `upstream touchline_${name} {
  zone touchline_${name} 64k;
${servers.map((server) => `  server ${server} max_fails=3 fail_timeout=5s;`).join('\n')}
  # Shorter than the 5 seconds after which a process closes an idle connection itself.
  keepalive 64;
  keepalive_timeout 4s;
}
`;

const tlsText = ({ certificate, key }: { certificate: string; key: string }): string => `
  ssl_certificate ${certificate};
  ssl_certificate_key ${key};
  ssl_protocols TLSv1.2 TLSv1.3;
  ssl_session_cache shared:touchline:4m;
`;

function locationText({ path, service, bodyBytesMax }: Location, upstreams: Upstreams): string {
  const upstream = `touchline_${upstreams.has(service) ? service : 'all'}`;
  const match = path.includes(':') ? `~ ^${pattern(path)}$` : `= ${path}`;
  return `  location ${match} { client_max_body_size ${bodyBytesMax}; proxy_pass http://${upstream}; }`;
}

const pattern = (path: string): string =>
  path
    .split('/')
    .map((segment) =>
      segment.startsWith(':') ? '[^/]+' : segment.replaceAll(/[.*+?^$()[\]|\\]/g, String.raw`\$&`),
    )
    .join('/');

/** What nginx itself answers, told as everything else is. */
async function problemLocations(): Promise<string> {
  const text = async (code: 'body-too-large' | 'outcome-unknown', status: number): Promise<string> => {
    const body = (await knownProblem(code, '$touchline_request_id').json()) as object;
    // Quotes and line ends would end the text early.
    return JSON.stringify({ ...body, status }).replaceAll("'", '’');
  };
  return `  location @body_too_large {
    default_type application/problem+json;
    return 413 '${await text('body-too-large', 413)}';
  }

  location @unknown_outcome {
    default_type application/problem+json;
    add_header Retry-After 2 always;
    return 502 '${await text('outcome-unknown', 502)}';
  }`;
}
