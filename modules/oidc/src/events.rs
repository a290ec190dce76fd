//! What this module tells the audit log, and the words for it.

use crate::lists::kind_name;
use crate::model::client::ClientKind;
use crate::model::client_secret::Overlap;
use crate::rights::LOOKERS;
use crate::tables::client;
use crate::{pages, texts};
use gatehouse_context::{Cx, events};
use gatehouse_core::{Fault, Uuid, async_trait};
use gatehouse_web::{AuditGroup, AuditRecord, Declared, ModuleEvents, Words};
use sea_orm::entity::prelude::*;
use std::collections::HashMap;

/// The module's events, for the log and its readers.
pub(crate) struct OidcEvents;

const GROUPS: &[AuditGroup] = &[
    AuditGroup { word: "clients", name: |lang| texts(lang).msg_clients(), customers: None, starts: &["client"] },
    AuditGroup {
        word: "apps",
        name: |lang| texts(lang).msg_apps_title(),
        customers: Some(|lang| texts(lang).msg_apps_title()),
        starts: &["app"],
    },
];

events! {
    texts;
    CLIENT_REGISTERED = "client.registered" of "oidc_client", msg_event_client_registered, Info, for Staff Systems;
    CLIENT_CHANGED = "client.changed" of "oidc_client", msg_event_client_changed, Neutral, for Staff Systems;
    CLIENT_SECRET_ADDED = "client.secret_added" of "oidc_client", msg_event_client_secret_added, Neutral, for Staff;
    CLIENT_SECRET_ENDED = "client.secret_ended" of "oidc_client", msg_event_client_secret_ended, Neutral, for Staff;
    CLIENT_DISABLED = "client.disabled" of "oidc_client", msg_event_client_disabled, Warn, for Staff Systems;
    CLIENT_ENABLED = "client.enabled" of "oidc_client", msg_event_client_enabled, Info, for Staff Systems;
    CLIENT_REMOVED = "client.removed" of "oidc_client", msg_event_client_removed, Warn, for Staff Systems;
    KEY_MADE = "client.signing_key_made" of "oidc_signing_key", msg_event_key_made, Info;
    CONNECTED = "app.connected" of "oidc_client", msg_event_app_connected, Info, for Systems;
    SIGNED_IN = "app.signed_in" of "oidc_client", msg_event_app_signed_in, Neutral;
    REFUSED = "app.refused" of "oidc_client", msg_event_app_refused, Neutral;
    DEVICE_CONNECTED = "app.device_connected" of "oidc_client", msg_event_app_device_connected, Info, for Systems;
    DISCONNECTED = "app.disconnected" of "oidc_client", msg_event_app_disconnected, Neutral, for Systems;
    REVOKED = "app.revoked" of "oidc_client", msg_event_app_revoked, Neutral;
    /// A code or a token came twice: somebody else has it too.
    REUSED = "app.token_reused" of "oidc_client", msg_event_app_token_reused, Warn;
}

const DETAILS: Words = &[
    ("client_kind", |lang| texts(lang).msg_client_kind()),
    ("client_own", |lang| texts(lang).msg_client_own_short()),
    ("client_fields", |lang| texts(lang).msg_client_detail_fields()),
    ("client_uris_gone", |lang| texts(lang).msg_client_detail_uris_gone()),
    ("client_overlap", |lang| texts(lang).msg_client_overlap()),
    ("client_name", |lang| texts(lang).msg_client_name()),
    ("client_id", |lang| texts(lang).msg_client_id()),
    ("app_scope", |lang| texts(lang).msg_app_scope()),
    ("app_token", |lang| texts(lang).msg_app_token()),
    ("app_key", |lang| texts(lang).msg_app_key()),
    ("app_algorithm", |lang| texts(lang).msg_app_algorithm()),
];

const RECORDS: Words = &[
    ("oidc_client", |lang| texts(lang).msg_audit_record_client()),
    ("oidc_signing_key", |lang| texts(lang).msg_app_key()),
];

#[async_trait]
impl ModuleEvents for OidcEvents {
    fn declared(&self) -> Declared {
        Declared { groups: GROUPS, events: EVENTS, details: DETAILS, record_kinds: RECORDS }
    }

    fn value(&self, cx: &Cx, detail: &str, value: &str) -> Option<String> {
        let (t, lang) = (texts(cx.lang), cx.lang);
        match (detail, value) {
            ("client_kind", word) => ClientKind::from_word(word).map(|kind| kind_name(kind, lang)),
            ("client_own", "true") => Some(t.msg_client_yes()),
            ("client_own", "false") => Some(t.msg_client_no()),
            ("client_fields", word) => pages::field_name(word, lang),
            ("app_token", "code") => Some(t.msg_app_token_code()),
            ("app_token", "refresh") => Some(t.msg_app_token_refresh()),
            ("client_overlap", word) => Overlap::from_word(word).map(|overlap| pages::overlap_name(overlap, lang)),
            _ => None,
        }
    }

    async fn records(&self, cx: &Cx, _kind: &str, ids: &[Uuid]) -> Result<HashMap<Uuid, AuditRecord>, Fault> {
        let found = client::Entity::find().filter(client::Column::Id.is_in(ids.iter().copied())).all(cx.read()).await?;
        let page = |id: Uuid| Some((format!("{}/{id}", pages::CLIENTS), LOOKERS));
        Ok(found.into_iter().map(|row| (row.id, AuditRecord { name: row.name, page: page(row.id) })).collect())
    }
}
