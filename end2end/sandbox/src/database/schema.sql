-- One schema; `SCHEMA_VERSION` in mod.rs changes with every change of this file.
-- Instants are milliseconds since 1970 in UTC. Identifiers are lower-case GUID text. Booleans are 0 and 1.

CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE users (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL COLLATE NOCASE UNIQUE,
    name TEXT NOT NULL,
    region TEXT NOT NULL,
    premium INTEGER NOT NULL DEFAULT 0,
    kdf_type INTEGER NOT NULL,
    kdf_iterations INTEGER NOT NULL,
    kdf_memory INTEGER,
    kdf_parallelism INTEGER,
    salt TEXT,
    -- What the server keeps of the received hash: hashed once more, with a salt of its own. NULL for people without a password.
    password_salt BLOB,
    password_verifier BLOB,
    password_hint TEXT,
    user_key TEXT,
    public_key TEXT,
    private_key TEXT,
    signed_public_key TEXT,
    signing_key TEXT,
    verifying_key TEXT,
    security_state TEXT,
    security_version INTEGER,
    security_stamp TEXT NOT NULL,
    verify_devices INTEGER NOT NULL DEFAULT 0,
    force_password_reset INTEGER NOT NULL DEFAULT 0,
    key_connector_url TEXT,
    recovery_code TEXT,
    created_at INTEGER NOT NULL,
    revised_at INTEGER NOT NULL
);

CREATE TABLE two_factor (
    user_id TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
    provider INTEGER NOT NULL,
    enabled INTEGER NOT NULL DEFAULT 1,
    -- TOTP secret in base32, e-mail address, YubiKey public id, Duo host, or WebAuthn credential id.
    detail TEXT NOT NULL,
    PRIMARY KEY (user_id, provider)
);

CREATE TABLE codes (
    user_id TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
    purpose TEXT NOT NULL,
    code TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, purpose)
);

CREATE TABLE spent_otps (otp TEXT PRIMARY KEY) WITHOUT ROWID;

CREATE TABLE devices (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
    identifier TEXT NOT NULL,
    name TEXT NOT NULL,
    type INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (user_id, identifier)
);

CREATE TABLE refresh_tokens (
    token TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
    device_identifier TEXT NOT NULL,
    client_id TEXT NOT NULL,
    security_stamp TEXT NOT NULL,
    expires_at INTEGER NOT NULL
);

CREATE TABLE remember_tokens (
    token TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
    device_identifier TEXT NOT NULL,
    security_stamp TEXT NOT NULL,
    expires_at INTEGER NOT NULL
);

CREATE TABLE dead_access_tokens (jti TEXT PRIMARY KEY) WITHOUT ROWID;

CREATE TABLE plans (
    type INTEGER PRIMARY KEY,
    tier INTEGER NOT NULL,
    name TEXT NOT NULL,
    annual INTEGER NOT NULL,
    legacy_year INTEGER,
    disabled INTEGER NOT NULL,
    base_price REAL NOT NULL,
    seat_price REAL NOT NULL,
    portal_seat_price REAL NOT NULL,
    base_seats INTEGER NOT NULL,
    max_seats INTEGER,
    max_collections INTEGER,
    storage_gb INTEGER,
    display_order INTEGER NOT NULL
);

CREATE TABLE providers (
    id TEXT PRIMARY KEY,
    region TEXT NOT NULL,
    name TEXT NOT NULL,
    business_name TEXT,
    billing_email TEXT,
    country TEXT,
    postal_code TEXT,
    line1 TEXT,
    line2 TEXT,
    city TEXT,
    state TEXT,
    tax_id TEXT,
    tax_id_type TEXT,
    -- What the tax office said of the number: pending, verified or failed.
    tax_id_state TEXT,
    type INTEGER NOT NULL,
    status INTEGER NOT NULL,
    enabled INTEGER NOT NULL,
    use_events INTEGER NOT NULL,
    -- The payment provider's side: subscription, discount, credit and payment method.
    subscription_status TEXT NOT NULL,
    period_ends_at INTEGER,
    cancels_at INTEGER,
    suspended_at INTEGER,
    discount_percentage INTEGER,
    collection_method TEXT NOT NULL,
    credit REAL NOT NULL DEFAULT 0,
    -- card, bankAccount or payPal; its brand, bank or e-mail; last four digits; a card's MM/YYYY; whether a bank account waits for
    -- its micro-deposits.
    payment_type TEXT,
    payment_name TEXT,
    payment_last4 TEXT,
    payment_expiration TEXT,
    payment_unverified INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL
);

CREATE TABLE provider_users (
    id TEXT PRIMARY KEY,
    provider_id TEXT NOT NULL REFERENCES providers ON DELETE CASCADE,
    user_id TEXT REFERENCES users ON DELETE CASCADE,
    email TEXT,
    key TEXT,
    status INTEGER NOT NULL,
    type INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (provider_id, user_id)
);

CREATE TABLE provider_plans (
    provider_id TEXT NOT NULL REFERENCES providers ON DELETE CASCADE,
    plan_type INTEGER NOT NULL REFERENCES plans,
    seat_minimum INTEGER NOT NULL,
    unit_price REAL NOT NULL,
    PRIMARY KEY (provider_id, plan_type)
);

CREATE TABLE organizations (
    id TEXT PRIMARY KEY,
    region TEXT NOT NULL,
    -- Stored as the path that wrote it left it: some paths encode HTML, some do not.
    name TEXT NOT NULL,
    business_name TEXT,
    billing_email TEXT NOT NULL,
    identifier TEXT,
    plan_type INTEGER NOT NULL REFERENCES plans,
    status INTEGER NOT NULL,
    enabled INTEGER NOT NULL,
    seats INTEGER,
    max_collections INTEGER,
    max_storage_gb INTEGER,
    use_secrets_manager INTEGER NOT NULL DEFAULT 0,
    -- Of an organisation that pays for itself; NULL while a provider pays.
    subscription_status TEXT,
    public_key TEXT,
    private_key TEXT,
    require_sso INTEGER NOT NULL DEFAULT 0,
    key_connector_url TEXT,
    limit_collection_creation INTEGER NOT NULL DEFAULT 0,
    limit_collection_deletion INTEGER NOT NULL DEFAULT 0,
    limit_item_deletion INTEGER NOT NULL DEFAULT 0,
    allow_admin_access INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL,
    revised_at INTEGER NOT NULL
);

CREATE TABLE organization_users (
    id TEXT PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organizations ON DELETE CASCADE,
    user_id TEXT REFERENCES users ON DELETE CASCADE,
    email TEXT,
    key TEXT,
    status INTEGER NOT NULL,
    type INTEGER NOT NULL,
    external_id TEXT,
    created_at INTEGER NOT NULL
);
CREATE INDEX organization_users_by_organization ON organization_users (organization_id);
CREATE INDEX organization_users_by_user ON organization_users (user_id);

CREATE TABLE provider_organizations (
    id TEXT PRIMARY KEY,
    provider_id TEXT NOT NULL REFERENCES providers ON DELETE CASCADE,
    organization_id TEXT NOT NULL UNIQUE REFERENCES organizations ON DELETE CASCADE,
    key TEXT NOT NULL,
    settings TEXT,
    created_at INTEGER NOT NULL,
    revised_at INTEGER NOT NULL
);
CREATE INDEX provider_organizations_by_provider ON provider_organizations (provider_id);

CREATE TABLE collections (
    id TEXT PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organizations ON DELETE CASCADE,
    name TEXT NOT NULL,
    external_id TEXT,
    type INTEGER NOT NULL DEFAULT 0,
    default_user_email TEXT
);
CREATE INDEX collections_by_organization ON collections (organization_id);

CREATE TABLE collection_users (
    collection_id TEXT NOT NULL REFERENCES collections ON DELETE CASCADE,
    organization_user_id TEXT NOT NULL REFERENCES organization_users ON DELETE CASCADE,
    read_only INTEGER NOT NULL,
    hide_passwords INTEGER NOT NULL,
    manage INTEGER NOT NULL,
    PRIMARY KEY (collection_id, organization_user_id)
);

CREATE TABLE ciphers (
    id TEXT PRIMARY KEY,
    -- Whose it is: a person's or an organisation's.
    user_id TEXT REFERENCES users ON DELETE CASCADE,
    organization_id TEXT REFERENCES organizations ON DELETE CASCADE,
    type INTEGER NOT NULL,
    reprompt INTEGER NOT NULL,
    favorite INTEGER NOT NULL,
    key TEXT,
    -- JSON: what is sealed, and the part that belongs to the type, as it was sent.
    content TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    revised_at INTEGER NOT NULL,
    deleted_at INTEGER
);
CREATE INDEX ciphers_by_organization ON ciphers (organization_id);

CREATE TABLE collection_ciphers (
    collection_id TEXT NOT NULL REFERENCES collections ON DELETE CASCADE,
    cipher_id TEXT NOT NULL REFERENCES ciphers ON DELETE CASCADE,
    PRIMARY KEY (collection_id, cipher_id)
) WITHOUT ROWID;

CREATE TABLE events (
    number INTEGER PRIMARY KEY,
    type INTEGER NOT NULL,
    at INTEGER NOT NULL,
    user_id TEXT,
    acting_user_id TEXT,
    organization_id TEXT,
    organization_user_id TEXT,
    provider_id TEXT,
    provider_user_id TEXT,
    provider_organization_id TEXT,
    device_type INTEGER,
    ip_address TEXT
);
CREATE INDEX events_by_provider ON events (provider_id, at);

-- Tokens of mailed links (contract 3.2 and 3.3).
CREATE TABLE link_tokens (
    token TEXT PRIMARY KEY,
    purpose TEXT NOT NULL,
    -- The provider, the provider user or the organisation user that it is good for.
    subject TEXT NOT NULL,
    email TEXT NOT NULL COLLATE NOCASE,
    expires_at INTEGER NOT NULL
);

CREATE TABLE invoices (
    id TEXT PRIMARY KEY,
    provider_id TEXT NOT NULL REFERENCES providers ON DELETE CASCADE,
    number TEXT NOT NULL,
    -- open, paid, uncollectible or draft.
    status TEXT NOT NULL,
    at INTEGER NOT NULL,
    due_at INTEGER,
    total REAL NOT NULL
);

-- What each client used when an invoice was made.
CREATE TABLE invoice_items (
    invoice_id TEXT NOT NULL REFERENCES invoices ON DELETE CASCADE,
    client_name TEXT NOT NULL,
    -- NULL for the line of unassigned seats.
    client_id TEXT,
    assigned INTEGER NOT NULL,
    used INTEGER NOT NULL,
    plan_name TEXT NOT NULL,
    total REAL NOT NULL
);

CREATE TABLE mail (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    recipient TEXT NOT NULL COLLATE NOCASE,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    code TEXT,
    link TEXT,
    sent_at INTEGER NOT NULL
);

-- What a person at the sandbox may know and a cloud would not: the passwords of its own demo accounts.
CREATE TABLE demo_accounts (
    user_id TEXT PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    password TEXT NOT NULL,
    role TEXT NOT NULL,
    case_name TEXT NOT NULL,
    note TEXT NOT NULL,
    position INTEGER NOT NULL
);
