import { usageFault } from '../cli-fault.ts';
import type { Command } from '../command.ts';
import { wholeNumber } from '../numbers.ts';

export const gatewayConfig: Command = {
  name: 'gateway-config',
  about: 'Writes the configuration of a gateway that sends each path to the processes of its service.',
  notes:
    'It is made from the declared routes. Services that are not named are asked of `all`. Include it in the http block of nginx (/etc/nginx/conf.d), and write it anew after an update.',
  arguments: [{ name: 'KIND', about: 'nginx' }],
  options: {
    services: {
      value: 'LIST',
      about: 'where processes listen: all=http://a:4100,posts=http://b:4100; a name may stand several times',
      many: true,
    },
    listen: { value: 'PORT', about: 'port of the gateway (default 8080)' },
    'server-name': { value: 'NAME', about: 'answer under this name only, e.g. club.example' },
    certificate: { value: 'FILE', about: 'certificate chain in PEM; with --key it speaks TLS' },
    key: { value: 'FILE', about: 'private key of the certificate' },
    'access-log': { value: 'FILE', about: 'where it notes requests (default /var/log/nginx/access.log)' },
  },
  examples: [
    'gateway-config nginx --services all=http://web:4100,posts=http://posts:4100,feed=http://feed-1:4100,feed=http://feed-2:4100',
  ],
  reaches: false,
  async run({ args: [kind = ''], given, terminal }) {
    if (kind !== 'nginx') throw usageFault(`There is a configuration for nginx only, not for “${kind}”.`);
    const [certificate, key] = [given.text('certificate'), given.text('key')];
    if ((certificate === undefined) !== (key === undefined))
      throw usageFault('--certificate and --key go together: give both, or neither.');
    const accessLog = given.text('access-log') ?? '/var/log/nginx/access.log';
    const serverName = given.text('server-name');
    if (serverName !== undefined && !/^[\w.-]{1,253}$/.test(serverName))
      throw usageFault(`--server-name takes a name such as club.example, not “${serverName}”.`);
    for (const path of [certificate, key, accessLog])
      if (path !== undefined && !/^[\w./-]+$/.test(path))
        throw usageFault(`A path of letters, digits, and . / - _ is expected, not “${path}”.`);
    // Loaded only here: it reads the declarations of every service.
    const { declaredServices } = await import('@touchline/server/declared-services');
    const { serviceNames } = await import('@touchline/server/service-names');
    const { locationsOf } = await import('../gateway/locations.ts');
    const { nginxConfig } = await import('../gateway/nginx-config.ts');
    const { upstreamsFrom } = await import('../gateway/upstreams.ts');
    const services = await declaredServices();
    const upstreams = upstreamsFrom(given.list('services'), serviceNames);
    const text = await nginxConfig({
      locations: locationsOf(services),
      upstreams,
      port: wholeNumber(given.text('listen') ?? '8080', '--listen', 1, 65_535),
      accessLog,
      serverName,
      tls: certificate === undefined || key === undefined ? undefined : { certificate, key },
    });
    terminal.out(text.trimEnd());
    return 0;
  },
};
