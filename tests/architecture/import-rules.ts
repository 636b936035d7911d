import { builtinModules } from 'node:module';

/** One row of the import table in ARCHITECTURE.md. */
interface Rule {
  /** Folders (or root files) of src/ that may be imported, by their face. */
  readonly inside: readonly string[];
  /** Packages that may be imported; `node:` allows every built-in module, `node:fs` only that one. */
  readonly outside: readonly string[];
  /** What to do instead, said to a newcomer. */
  readonly instead: string;
}

const CORE = ['protocol', 'ports', 'wording', 'measurement', 'interview', 'banks', 'grading', 'report', 'engine'];

export const IMPORT_RULES: Readonly<Record<string, Rule>> = {
  protocol: { inside: [], outside: ['zod'], instead: 'protocol holds schemas only; put logic into the folder that owns the rule.' },
  ports: { inside: ['protocol'], outside: [], instead: 'ports are interfaces; implement them in adapters or store.' },
  wording: {
    inside: ['protocol'],
    outside: [],
    instead: 'wording says in plain words what the protocol says in codes, for page and PDF alike: no rule and no layout.',
  },
  measurement: {
    inside: ['protocol'],
    outside: [],
    instead: 'measurement is arithmetic on numbers handed in: read files and make chance elsewhere, and pass rows and a seed.',
  },
  interview: {
    inside: ['protocol'],
    outside: [],
    instead: 'the rules of a screen are pure: take time, ids and chance as data in the command.',
  },
  banks: {
    inside: ['protocol', 'measurement'],
    outside: ['node:fs', 'node:path', 'node:crypto', 'yaml', 'zod'],
    instead: 'banks only reads and checks authored content.',
  },
  grading: {
    inside: ['protocol', 'ports'],
    outside: ['zod'],
    instead: 'grading reaches a model through the Llm port and takes hashing as a function.',
  },
  report: {
    inside: ['protocol', 'wording', 'measurement'],
    outside: [
      'pdfkit',
      'fontkit',
      'bidi-js',
      'node:fs',
      'node:module',
      'node:path',
      'node:url',
      'node:crypto',
      'node:process',
      'node:stream',
    ],
    instead: 'a report is made from its input alone: pass what it needs to buildReport.',
  },
  store: {
    inside: ['protocol', 'ports'],
    outside: ['better-sqlite3', 'zod', 'node:'],
    instead: 'the store keeps and gives back; decide in interview, act in engine.',
  },
  adapters: {
    inside: ['protocol', 'ports'],
    outside: ['@anthropic-ai/sdk', 'nodemailer', 'pino', 'node:'],
    instead: 'an adapter implements one port; rules live in interview and grading.',
  },
  engine: {
    inside: ['protocol', 'ports', 'measurement', 'interview', 'banks', 'grading', 'report'],
    outside: [],
    instead: 'the engine reaches the world through ports; add one, and build its adapter in compose.',
  },
  server: {
    inside: ['protocol', 'ports', 'engine'],
    outside: ['express', 'ws', 'better-auth', 'helmet', 'express-rate-limit', 'zod', 'node:'],
    instead: 'the server parses, authorises, dispatches and renders; ask the engine for the rest.',
  },
  web: {
    inside: ['protocol', 'wording'],
    outside: ['react', 'react-dom', 'react-router', '@tanstack/react-query', 'zod'],
    instead: 'the browser knows what crosses the wire and nothing else: import from protocol and wording, or ask the server.',
  },
  cli: {
    inside: [...CORE, 'store', 'adapters', 'config', 'compose'],
    outside: ['commander', 'cli-progress', 'yaml', 'zod', 'node:'],
    instead: 'the command line drives the engine that compose builds.',
  },
  compose: {
    inside: [...CORE, 'store', 'adapters', 'server', 'config'],
    outside: ['node:'],
    instead: 'compose only builds and connects.',
  },
  config: { inside: ['protocol'], outside: ['zod', 'dotenv', 'node:'], instead: 'settings are parsed once, here, from data given in.' },
  main: { inside: ['compose', 'config', 'cli'], outside: ['node:'], instead: 'main only starts the command line.' },
};

export interface SourceFile {
  /** Path under src/, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

const IMPORT =
  /(?:^|[\s;])(?:import|export)\s[^'"`;]*?from\s*['"]([^'"]+)['"]|(?:^|[\s;])import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** Every import of these files that the table does not allow, as sentences that say what to do instead. */
export function forbiddenImports(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const room = roomOf(file.path);
    const rule = IMPORT_RULES[room];
    if (!rule)
      return [
        `src/${file.path}: the folder ${room} is not in the import table; add a row to tests/architecture/import-rules.ts and ARCHITECTURE.md.`,
      ];
    return [...file.text.matchAll(IMPORT)]
      .map((match) => match[1] ?? match[2] ?? match[3] ?? '')
      .map((specifier) => fault(file, room, rule, specifier))
      .filter((sentence) => sentence !== null);
  });
}

function roomOf(path: string): string {
  const [first = '', ...rest] = path.split('/');
  return rest.length === 0 ? first.replace(/\.tsx?$/, '') : first;
}

function fault(file: SourceFile, room: string, rule: Rule, specifier: string): string | null {
  const say = (what: string, instead = rule.instead) => `src/${file.path} imports ${specifier}: ${what} Instead: ${instead}`;
  if (specifier.startsWith('.')) {
    return leavesRoom(file.path, room, specifier)
      ? say('a relative path must stay in its folder.', `import the face: #app/<folder>/index.ts.`)
      : null;
  }
  const inside = /^#app\/([^/]+?)(?:\/(.+))?\.ts$/.exec(specifier);
  if (inside) {
    const [, target = '', inner] = inside;
    if (!rule.inside.includes(target)) return say(`${room} may not import ${target}.`);
    return inner !== undefined && inner !== 'index'
      ? say('a folder is entered by its face.', `export it from #app/${target}/index.ts and import that.`)
      : null;
  }
  const name = packageOf(specifier);
  const builtin = name.startsWith('node:') || builtinModules.includes(name);
  const allowed = builtin ? rule.outside.includes('node:') || rule.outside.includes(name) : rule.outside.includes(name);
  return allowed ? null : say(`${room} may not use ${name}.`);
}

function leavesRoom(path: string, room: string, specifier: string): boolean {
  const parts = path.split('/').slice(0, -1);
  if (parts.length === 0) return true;
  for (const step of specifier.split('/')) {
    if (step === '..') parts.pop();
    else if (step !== '.') parts.push(step);
  }
  return parts[0] !== room;
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier.split('/')[0] ?? specifier;
  const [scope = '', name] = specifier.split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}
