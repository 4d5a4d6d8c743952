// Values that their provider or a standard published for everybody: keys of emulators, accounts of development chains, the examples of OAuth.
// A provider's own documented example is no secret; what only looks like an example is judged as anything else (contract row C4.1d).

/** Hashes, because a literal that looks like a secret stands nowhere in this repository: `hashOf(value)`. */
const published: ReadonlySet<string> = new Set([
  // Azurite and the older storage emulator: the account devstoreaccount1; the emulator of Cosmos DB
  ...['ytqfq17ujujr', '2f3lehvcqwdn8'],
  // reCAPTCHA's secret for automated tests
  '32fh2xl4342fb',
  // what `supabase start` gives on every machine: the keys of two roles, the secret key, what signs them
  ...['19js3zn1zvktp', 'kcjhfxfzqn81', '32unnsfq3qhwm', '26ky6b18pqyui'],
  // RFC 6749, sections 2.3.1, 4.1 to 5.1
  ...['20hs1y4pi6763', '3lm4ju7ibmyp4', 'ehxequuv1b2l', '3b645e2gsopzv', 'qn4xuo7terzp', 'bvgpj3w1m51b', '3cqs1s2qk1j3d', '3c8b13nvige3w'],
  // RFC 6750, 7009, 7591, 7592, 7636 (appendix B), 7662
  ...['2ulbit8o9ogxr', '17ec08dcuyrqf', 'sqvex5q431rn', '132zsvwkgywyz', 'nz3zyawxdvqi', '30c6atxo6x8q5', '3fhe84yqkz6qy'],
  // OpenID Connect Core and Dynamic Client Registration
  ...['1b0ybj73ar1hf', 'y6ehf5twyrcw', '1rj1xpi54cpb7', '38r7lnbacxurv'],
  // seeds of one-time passwords: the format of their addresses (Google Authenticator, two of them), RFC 6238
  ...['36vesxxidubsk', '1wapnziw0zb64', '2jfpccae56kpt'],
  // OAuth Core 1.0, appendix A; RFC 5849
  ...['1gyjn4iy87teo', '8ylhpkqj8drw', 'wvk1roww4148', '2d934hqwzj1wd', '3a3ohhh62t1fi', '5v0vlohmiaw4', '1hjs8hac116kt'],
  ...['u2gtoa3cmpkq', 'wsrnp7fi73y6', '1t44gphz3zx5a', '3plz8dqvqoux1'],
  // the twenty accounts of Hardhat and Anvil: BIP-32 keys m/44'/60'/0'/0/0 and on, of the phrase that both print
  ...['6bemp4cl5284', '2a084hgqbn6p4', '10bpeto4yb0vd', '3s41bwfzeae04', '1l19f7lw3jpnk', '14zdbn51ayg3a', '1fw9cshnthyh7', '2y1thd8fyl925'],
  ...['3j0t7wqthc7n', '36g1ylb6b51an', '29fstn9mwd3sg', '1tuv5i5nx75k1', '2d5jgjm4jd3zm', '2qmvpu0wtcuy0', '340dptva5vgzk', '2diaf30glngot'],
  ...['3p1t0sp2kw0jp', 'lkq45pg2shjm', '3lbphb6ls0y0i', 'o9q4azaqhvk7'],
  // the ten of Ganache, the ten of Truffle
  ...['1lkf94kmabmbo', '1wohaibugsiy2', '3p7gjhw720u9s', 'oggzas2seeki', '3seco78khvwxb', 'y7qvrrcx4k4l', '1mt09rhcfb1zx', '30n7edqzug33u'],
  ...['h05013jt6jl8', '27p372nnswxvk', '108xbziee5y6e', '1ux4v4edtgdoj', '2aa2zzrs5hu7x', '3ly0im1p9l0h7', '2oppns9cc8wwf', 'q8f5b5rmqhq1'],
  ...['3ueccjc2vvrh8', '24jubxen9bxib', 'cjbo7v7iesj9', '2w16x589idmq6'],
]);
const shortest = 7;
const longest = 240;

/** Whether everybody knows the value, whatever name of it its format includes: `AccountKey=…`, `0x…`. */
export const isPublished = (value: string): boolean =>
  value.length >= shortest && value.length <= longest && published.has(hashOf(value.replace(/^(?:0x|[A-Za-z]{1,20}=)/, '')));

/** FNV-1a, 64 bits, in base 36 (Fowler, Noll, Vo; RFC 9923). It hides nothing: the values are public. */
function hashOf(value: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let at = 0; at < value.length; at += 1) hash = BigInt.asUintN(64, (hash ^ BigInt(value.charCodeAt(at))) * 0x100000001b3n);
  return hash.toString(36);
}
