//! The owner enters the company's provider (COM-14). It is asked for its description before anything is stored. Another issuer is another
//! provider: whoever was known at the former one is known there no more.

use super::mark;
use crate::enter;
use crate::events::SSO_SAVED;
use crate::mails::owner_notice::{self, About};
use crate::model::states::OidcState;
use crate::queries::provider::{SECRET, of_company, opened};
use crate::refusals::EnterRefusal;
use crate::rights::Owner;
use crate::tables::company_oidc::{ActiveModel, Column, Entity, Model};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Refusal, Secret, Uuid, refuse};
use gatehouse_federation::{CompanyProvider, Federation, Issuer, WrongIssuer};
use sea_orm::entity::prelude::*;
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// The longest client id and secret.
const LONGEST: usize = 500;

/// What was typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct ProviderForm {
    /// The issuer.
    pub issuer: String,
    /// Our id there.
    pub client_id: String,
    /// Our secret there; empty: as it was, or none.
    pub secret: Secret<String>,
    /// `true`: it makes users.
    pub jit: String,
    /// `true`: its word about a second factor counts.
    pub trust_mfa: String,
}

/// Why nothing was stored.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum SaveRefusal {
    /// Only the owner.
    Enter(EnterRefusal),
    /// No address.
    #[refusal(422, "sso.issuer_missing", sso_issuer_missing, field = "issuer")]
    IssuerMissing,
    /// No address of a provider.
    #[refusal(422, "sso.issuer_wrong", sso_issuer_wrong, field = "issuer")]
    IssuerWrong,
    /// `http:`.
    #[refusal(422, "sso.issuer_plain", sso_issuer_plain, field = "issuer")]
    IssuerPlain,
    /// It did not describe itself as an OpenID Connect provider of this name.
    #[refusal(422, "sso.issuer_silent", sso_issuer_silent, field = "issuer")]
    IssuerSilent,
    /// No client id.
    #[refusal(422, "sso.client_missing", sso_client_missing, field = "client_id")]
    ClientMissing,
    /// Too long.
    #[refusal(422, "sso.secret_long", sso_secret_long, field = "secret")]
    SecretLong,
}

impl From<WrongIssuer> for SaveRefusal {
    fn from(wrong: WrongIssuer) -> Self {
        match wrong {
            WrongIssuer::Missing => Self::IssuerMissing,
            WrongIssuer::NotAnAddress => Self::IssuerWrong,
            WrongIssuer::NotEncrypted => Self::IssuerPlain,
        }
    }
}

/// Stores it. What decides who comes in (issuer, client, secret) makes it a draft again.
pub async fn save(cx: &Cx, company: Uuid, form: &ProviderForm) -> Outcome<Uuid, SaveRefusal> {
    let issuer = Issuer::read(&form.issuer).map_err(SaveRefusal::from).or_refuse()?;
    let client = form.client_id.trim();
    if client.is_empty() || client.len() > LONGEST {
        return Err(refuse(SaveRefusal::ClientMissing));
    }
    if form.secret.expose().len() > LONGEST {
        return Err(refuse(SaveRefusal::SecretLong));
    }
    let asked =
        CompanyProvider { id: Uuid::nil(), issuer, client_id: client.to_owned(), secret: None, trusts_mfa: false };
    let described = cx.service::<Federation>()?.look_at(cx, &asked).await;
    let issuer = described.map_err(|_| SaveRefusal::IssuerSilent).or_refuse()?.issuer;
    let tx = cx.begin().await?;
    let (_, company) = enter::<Owner>(cx, &tx, company).await.map_err(|stop| stop.map(SaveRefusal::Enter))?;
    let before = of_company(&*tx, company.id()).await?;
    let same = before.as_ref().filter(|row| row.issuer == issuer.as_str());
    let secret = match same {
        Some(row) if form.secret.expose().is_empty() && row.client_id == client => {
            opened(cx, &*tx, row).await?.and_then(|old| old.secret)
        }
        _ => Some(form.secret.clone()).filter(|secret| !secret.expose().is_empty()),
    };
    let id = same.map_or_else(|| cx.id(), |row| row.id);
    let key = subject::key(cx, &*tx, company.id()).await?;
    let plain = secret.as_ref().map_or("", |secret| secret.expose().as_str());
    let is_other = same.is_none_or(|row| row.client_id != client || !form.secret.expose().is_empty());
    let row = Model {
        id,
        company_id: company.id(),
        issuer: issuer.as_str().to_owned(),
        client_id: client.to_owned(),
        secret_sealed: key.seal(cx.app.random.as_ref(), SECRET, id, plain.as_bytes())?,
        state: same.filter(|_| !is_other).map_or(OidcState::Draft, |row| row.state),
        jit: form.jit == "true",
        trust_mfa: form.trust_mfa == "true",
        tested_at: same.filter(|_| !is_other).and_then(|row| row.tested_at),
        version: same.map_or(1, |row| row.version + 1),
    };
    if let Some(before) = &before
        && (same.is_none() || is_other)
    {
        mark::forget_sessions(&tx, before.id).await?;
        if same.is_none() {
            mark::forget_identities(&tx, before.id).await?;
        }
        owner_notice::queue(cx, &tx, &company, About::SignInChanged).await?;
    }
    let details = changes(before.as_ref(), &row, !form.secret.expose().is_empty());
    put(&tx, before.as_ref(), row).await?;
    cx.audit(&tx, SSO_SAVED.about(company.id()).with(Value::Object(details))).await?;
    tx.commit().await?;
    Ok(id)
}

/// What the log says: the issuer always, and what is other than before. Of the secret no more than that one was typed.
fn changes(before: Option<&Model>, after: &Model, is_new_secret: bool) -> Map<String, Value> {
    let mut all = Map::new();
    all.insert("issuer".to_owned(), json!(after.issuer));
    if let Some(before) = before.filter(|before| before.issuer != after.issuer) {
        all.insert("issuer_before".to_owned(), json!(before.issuer));
    }
    let yes = |on: bool| json!(if on { "on" } else { "off" });
    for (name, was, is) in [
        ("sso_jit", before.map(|row| row.jit), after.jit),
        ("sso_trust_mfa", before.map(|row| row.trust_mfa), after.trust_mfa),
    ] {
        if was == Some(is) {
            continue;
        }
        all.insert(name.to_owned(), yes(is));
        if let Some(was) = was {
            all.insert(format!("{name}_before"), yes(was));
        }
    }
    let is_other_client = before.is_some_and(|row| row.client_id != after.client_id);
    let fields: Vec<&str> = [("client_id", is_other_client), ("client_secret", before.is_some() && is_new_secret)]
        .into_iter()
        .filter_map(|(name, is_other)| is_other.then_some(name))
        .collect();
    if !fields.is_empty() {
        all.insert("changed_fields".to_owned(), json!(fields));
    }
    all
}

async fn put(tx: &gatehouse_db::Tx, before: Option<&Model>, row: Model) -> Result<(), Fault> {
    if let Some(before) = before {
        Entity::delete_many().filter(Column::Id.eq(before.id)).exec(&**tx).await?;
    }
    Entity::insert(ActiveModel::from(row).reset_all()).exec_without_returning(&**tx).await?;
    Ok(())
}
