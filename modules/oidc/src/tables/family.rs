//! Sign-ins to clients, each with all tokens that came of it.

use crate::inventory::TECHNICAL;
use crate::model::acr::Acr;
use gatehouse_core::Moment;
use gatehouse_core::personal::PersonalData;
use sea_orm::entity::prelude::*;

/// One sign-in. Its codes and refresh tokens say themselves for whom and for what they are
/// ([`gatehouse_signin::bound_token`]): a row that was pointed elsewhere opens nothing.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
#[sea_orm(table_name = "oidc_family")]
#[personal(
    purpose = "Staying signed in to sites and apps, and signing out of them",
    basis = "b",
    recipients = ["sites and apps that the person signs in to"],
    subject = Account("account_id"),
    on_erase = Delete
)]
pub struct Model {
    /// UUID v7; stands in access tokens.
    #[sea_orm(primary_key, auto_increment = false)]
    #[holds(Pseudonym)]
    pub id: Uuid,
    /// The connected application.
    #[holds(Pseudonym)]
    pub app_id: Uuid,
    /// Whose.
    #[holds(Pseudonym)]
    pub account_id: Uuid,
    /// The client's row.
    #[holds(TECHNICAL)]
    pub client: Uuid,
    /// The session in the browser; null: it has ended, or there was none.
    #[holds(Pseudonym)]
    pub session_id: Option<Uuid>,
    /// When the client learned of that session; null: nobody has to hear of its end.
    #[holds(Personal(Activity))]
    pub signed_in_at: Option<Moment>,
    /// What the client calls the session.
    #[holds(Pseudonym)]
    pub sid: String,
    /// Scopes, separated by spaces; believed where the token says the same.
    #[holds(Personal(Preference))]
    pub allowed: String,
    /// When the person proved who they are.
    #[holds(Personal(Activity))]
    pub proven_at: Moment,
    /// By what.
    #[holds(Personal(Activity))]
    pub acr: Acr,
    /// The thumbprint of the client's key, where its tokens are bound to one (RFC 9449).
    #[holds(TECHNICAL)]
    pub jkt: Option<String>,
    /// When the person signed in there.
    #[holds(Personal(Activity))]
    pub created_at: Moment,
    /// None of its tokens opens anything since then.
    #[holds(Personal(Activity))]
    pub revoked_at: Option<Moment>,
    /// It ends then, however much it is used.
    #[holds(Personal(Activity))]
    pub expires_at: Moment,
}

gatehouse_db::no_relations!();
