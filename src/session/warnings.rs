//! What each provider has to be warned of: read once, and again after what may have changed it.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::directory::{Cached, Directory};
use crate::domain::ids::ProviderId;
use crate::domain::warning::Warnings;

/// The warnings that were asked for, by provider.
pub(super) type Warned = BTreeMap<ProviderId, ArcRwSignal<Cached<Warnings>>>;

impl Directory {
    /// What a provider has to be warned of. The first to ask starts the reading.
    pub fn warnings(self, provider: ProviderId) -> Signal<Cached<Warnings>> {
        let warned = self.session.warned;
        let known = warned.with_value(|warned| warned.get(&provider).cloned());
        let cached = known.unwrap_or_else(|| {
            let cached = ArcRwSignal::new(Cached::default());
            warned.update_value(|warned| {
                warned.insert(provider, cached.clone());
            });
            self.refetch_warnings(provider);
            cached
        });
        RwSignal::from(cached).into()
    }

    /// Reads a provider's warnings again.
    pub fn refetch_warnings(self, provider: ProviderId) {
        let session = self.session;
        let cached = session
            .warned
            .with_value(|warned| warned.get(&provider).cloned());
        let Some(cached) = cached else { return };
        let (api, era) = (session.api(), session.era());
        spawn_local(async move {
            let warnings = api.provider_warnings(provider).await;
            if session.era() == era {
                cached.update(|cached| cached.take(warnings, api.now()));
            }
        });
    }
}
