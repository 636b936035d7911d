/** Twelve origins that are not `https://HOST`, however alike they look. A missing one is tested apart. */
export function foreignOrigins(host: string): string[] {
  return [
    'https://evil.example',
    'null',
    `https://sub.${host}`,
    `https://${host}.evil.example`,
    `https://evil-${host}`,
    `https://${host}:8443`,
    `http://${host}`,
    `https://user@${host}`,
    `https://${host}.`,
    `https://${host.replace('o', 'xn--0-')}`,
    `https://${host.toUpperCase()}`,
    '',
  ];
}
