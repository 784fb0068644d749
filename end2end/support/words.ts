/** The few texts by which a test finds its way in either language. What a test is about stands in the test itself. */

export type Language = "en" | "nl";

interface Words {
  readonly europe: string;
  readonly email: string;
  readonly password: string;
  readonly signIn: string;
  readonly signInTitle: string;
  readonly clients: string;
  readonly account: string;
  readonly lock: string;
  readonly locked: string;
  readonly unlock: string;
  readonly signOut: string;
  readonly twoStep: string;
  readonly newDevice: string;
  readonly chooser: string;
  readonly notFound: string;
  readonly collections: string;
  readonly hintLink: string;
  readonly hintTitle: string;
  readonly ssoTitle: string;
  readonly failed: string;
  readonly invite: string;
  readonly confirm: RegExp;
}

export const words: Record<Language, Words> = {
  en: {
    europe: "Europe",
    email: "Email",
    password: "Master password",
    signIn: "Sign in",
    signInTitle: "Sign in with your Bitwarden account",
    clients: "Clients",
    account: "Account",
    lock: "Lock now",
    locked: "Locked",
    unlock: "Unlock",
    signOut: "Sign out",
    twoStep: "Two-step login",
    newDevice: "Is this you?",
    chooser: "Where do you want to work?",
    notFound: "There is nothing at this address",
    collections: "Collections",
    hintLink: "Send me my hint",
    hintTitle: "Get your master password hint",
    ssoTitle: "Your organization requires single sign-on",
    failed: "The clients could not be read",
    invite: "Invite",
    confirm: /^Confirm Maud/,
  },
  nl: {
    europe: "Europa",
    email: "E-mailadres",
    password: "Hoofdwachtwoord",
    signIn: "Inloggen",
    signInTitle: "Log in met je Bitwarden-account",
    clients: "Klanten",
    account: "Mijn account",
    lock: "Nu vergrendelen",
    locked: "Vergrendeld",
    unlock: "Ontgrendelen",
    signOut: "Uitloggen",
    twoStep: "Tweestapsaanmelding",
    newDevice: "Ben jij dit?",
    chooser: "Waar wil je werken?",
    notFound: "Op dit adres is niets te vinden",
    collections: "Verzamelingen",
    hintLink: "Stuur mij mijn hint",
    hintTitle: "Vraag je hoofdwachtwoordhint op",
    ssoTitle: "Je organisatie verplicht single sign-on",
    failed: "De klanten konden niet worden opgehaald",
    invite: "Uitnodigen",
    confirm: /^Maud .* bevestigen$/,
  },
};
