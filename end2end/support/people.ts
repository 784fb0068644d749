/** The people of the demo seed, by what their sign-in is like (end2end/sandbox/src/seed/people.rs). */

/** Everybody's. */
export const PASSWORD = "correct horse battery staple";

export const people = {
  admin: "anouk@waterlandbeheer.nl",
  secondAdmin: "bram@waterlandbeheer.nl",
  serviceUser: "sem@waterlandbeheer.nl",
  authenticator: "fleur@waterlandbeheer.nl",
  argon2id: "joris@waterlandbeheer.nl",
  v2: "lieke@waterlandbeheer.nl",
  v2Early: "koen@waterlandbeheer.nl",
  email: "noor@waterlandbeheer.nl",
  yubikey: "thijs@waterlandbeheer.nl",
  several: "eva@waterlandbeheer.nl",
  recovery: "ruben@waterlandbeheer.nl",
  webauthn: "sanne@waterlandbeheer.nl",
  duo: "daan@waterlandbeheer.nl",
  noUsableTwoStep: "gijs@waterlandbeheer.nl",
  sso: "mila@waterlandbeheer.nl",
  keyConnector: "lars@waterlandbeheer.nl",
  forcedPasswordChange: "julia@waterlandbeheer.nl",
  newDevice: "pim@waterlandbeheer.nl",
  legacy: "wim@waterlandbeheer.nl",
  twoProviders: "iris@polder-it.nl",
  suspendedProvider: "hugo@noorderlicht-ict.nl",
  pendingProvider: "femke@veenland-it.nl",
  directOwner: "olaf@oevermedia.nl",
  clientMember: "stage@dijkstrakuiper.nl",
  noProvider: "kees@voorbeeld.nl",
  invited: "roos@waterlandbeheer.nl",
  accepted: "maud@waterlandbeheer.nl",
  acceptedV2: "ties@waterlandbeheer.nl",
  businessUnit: "marit@hanzeland.nl",
  reseller: "rik@zuiderzee-software.nl",
  american: "grace@lakeside-msp.com",
} as const;
