// The clean repositories whose trees serve as negatives: popular ones, in which hardly anything that sounds secret is one.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suspects, type Example } from './examples.ts';

/** As `owner/name`; each lies in the folder as `owner+name`. They are read for training, so none of them is measured on. */
export const cleanRepositories =
  'Alamofire/Alamofire BurntSushi/ripgrep JamesNK/Newtonsoft.Json actix/actix-web ansible/ansible apache/kafka apple/swift-nio axios/axios celery/celery composer/composer curl/curl elixir-lang/elixir encode/django-rest-framework expressjs/express fastify/fastify fmtlib/fmt gin-gonic/gin grafana/loki hashicorp/terraform helm/helm jekyll/jekyll ktorio/ktor laravel/framework netty/netty pallets/flask phoenixframework/phoenix prettier/prettier psf/requests rails/rails redis/redis rust-lang/cargo scala/scala sinatra/sinatra spring-projects/spring-boot spring-projects/spring-petclinic symfony/symfony traefik/traefik vuejs/core'.split(
    ' ',
  );

/** So many of each tree at the most, or the large ones would speak alone. */
const most = 400;
/** Files that are larger tell little more, and take long. */
const largest = 300_000;

/** What stands in the trees of clean repositories; which of it is a credential after all is for the caller to say. */
export function clean(folder: string): Example[] {
  const examples: Example[] = [];
  const walk = (own: Example[], group: string, folder: string, prefix: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
      if (entry.isDirectory()) walk(own, group, join(folder, entry.name), path);
      else if (entry.isFile()) {
        const bytes = readFileSync(join(folder, entry.name));
        if (bytes.length > largest || bytes.includes(0)) continue;
        for (const { features, line, found } of suspects(path, bytes))
          own.push({
            features,
            label: 0,
            weight: 0.5,
            group,
            unit: `${group}:${path}:${String(line)}`,
            kind: 'clean',
            shown: `${found.name} ${found.operator} ${found.value}`,
          });
      }
    }
  };
  for (const name of cleanRepositories) {
    const tree = join(folder, name.replace('/', '+'));
    if (!existsSync(tree)) console.log(`not there: ${name}`);
    else {
      const own: Example[] = [];
      walk(own, `clean ${name}`, tree, '');
      // evenly over the tree, and the same at every training
      const step = Math.max(1, own.length / most);
      for (let at = 0; at < own.length; at += step) examples.push(own[Math.floor(at)] as Example);
    }
  }
  return examples;
}
