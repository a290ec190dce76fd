//! The answer to a request: a code for the client, and what it stands for. One transaction of the actions that begin sign-ins and go on with
//! them.

use super::requests::take;
use crate::model::acr::Acr;
use crate::model::client::Client;
use crate::model::problem::Problem;
use crate::model::request::Asked;
use crate::model::request_check::{OFFLINE, covers, has};
use crate::model::terms;
use crate::queries::apps::{self, PLACE};
use crate::queries::subjects;
use crate::tables::{app, code, family, subject as subject_row};
use crate::{events, mails};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_accounts::actions::hold_account::hold_account;
use gatehouse_accounts::queries::proofs;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, Secret, Uuid};
use gatehouse_db::Tx;
use gatehouse_mail::Recipient;
use gatehouse_signin::{bound_token, token};
use gatehouse_web::CustomerSession;
use gatehouse_web::visit::query_escape;
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use serde_json::json;

/// What keeps the hashes of codes apart.
pub(super) const CODE: &str = "oidc.code";

/// For whom and for what a code is: a row that says otherwise is not believed.
pub(super) fn code_binding(code: &code::Model, family: &family::Model) -> String {
    let nonce = code.nonce.as_deref().unwrap_or_default();
    format!(
        "{} {} {} {} {} {} {} {nonce}",
        family.id,
        family.client,
        family.allowed,
        family.proven_at.0,
        family.acr.word(),
        code.redirect_uri,
        code.challenge
    )
}

/// The address of the answer (RFC 6749 §4.1.2), with who gave it (RFC 9207).
fn address(cx: &Cx, asked: &Asked, answer: &[(&str, &str)]) -> String {
    let joint = if asked.redirect_uri.contains('?') { '&' } else { '?' };
    let issuer = cx.app.settings.origin.as_str();
    let all = answer.iter().copied().chain([("state", asked.state.as_str()), ("iss", issuer)]);
    let pairs = all.filter(|(_, value)| !value.is_empty());
    let query: Vec<String> = pairs.map(|(name, value)| format!("{name}={}", query_escape(value))).collect();
    format!("{}{joint}{}", asked.redirect_uri, query.join("&"))
}

/// Where a client hears that there is no code.
pub(super) fn refused(cx: &Cx, asked: &Asked, problem: &Problem) -> String {
    address(cx, asked, &[("error", problem.code.word()), ("error_description", problem.text)])
}

/// What is answered.
pub(super) struct Answer<'a> {
    /// To whom.
    pub client: &'a Client,
    /// What was asked.
    pub asked: &'a Asked,
    /// For what, scopes separated by spaces.
    pub scope: &'a str,
    /// Who agreed, and where.
    pub session: &'a CustomerSession,
    /// The row of the request, where it was kept.
    pub request: Option<Uuid>,
}

/// Makes the code; answers where the browser takes it. `None`: the session has ended, or the request was answered before.
pub(super) async fn answer(cx: &Cx, answer: &Answer<'_>) -> Result<Option<String>, Fault> {
    let Answer { client, asked, scope, session, request } = answer;
    let tx = cx.begin().await?;
    let Some(contact) = hold_account(cx, &tx, session.account).await? else { return Ok(None) };
    let Some(proven) = proofs::of_session(&*tx, session.id, cx.now()).await? else { return Ok(None) };
    if let Some(request) = request
        && !take(&tx, *request).await?
    {
        return Ok(None);
    }
    let app = connected(cx, &tx, (client, By::Browser), session.account, scope, &contact.to).await?;
    subject_of(cx, &tx, session.account).await?;
    let family = NewFamily {
        app,
        account: session.account,
        client: client.id,
        session: Some(session.id),
        scope,
        proven_at: proven.at,
        acr: if proven.by_factor { Acr::TwoStep } else { Acr::Single },
        jkt: Some(asked.dpop_jkt.clone()).filter(|jkt| !jkt.is_empty()),
        is_offline: has(scope, OFFLINE),
    };
    let family = family.insert(cx, &tx).await?;
    let code = new_code(cx, &tx, asked, &family).await?;
    let line = events::SIGNED_IN.about(client.id).of_account(session.account);
    cx.audit(&tx, line.with(json!({ "app_scope": scope }))).await?;
    tx.commit().await?;
    Ok(Some(address(cx, asked, &[("code", code.expose().as_str())])))
}

/// How an application is connected.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// In the browser that it sent.
    Browser,
    /// By a code: it may run anywhere.
    Code,
}

/// Connects the application, or notes that it is used again; answers its row. The owner is told of one that is new and not the vendor's own,
/// and of everything that is connected by a code: who was talked into typing a stranger's hears of it (RFC 8628 §5.4).
pub(super) async fn connected(
    cx: &Cx,
    tx: &Tx,
    (client, by): (&Client, By),
    account: Uuid,
    scope: &str,
    to: &Recipient,
) -> Result<Uuid, Fault> {
    use app::{Column, Entity};
    let key = subject::key(cx, &**tx, account).await?;
    let seal = |id: Uuid, text: &str| key.seal(cx.app.random.as_ref(), PLACE, id, text.as_bytes());
    if let Some(row) = apps::find(&**tx, account, client.id).await? {
        let before = key.open_text(PLACE, row.id, &row.allowed_sealed)?;
        let mut update = Entity::update_many().col_expr(Column::UsedAt, Expr::value(cx.now()));
        if !covers(&before, scope) {
            let both = crate::model::request_check::allowed(client, &format!("{before} {scope}"));
            update = update.col_expr(Column::AllowedSealed, Expr::value(seal(row.id, &both)?));
        }
        update.filter(Column::Id.eq(row.id)).exec(&**tx).await?;
        if by == By::Code {
            mails::connected::queue(cx, tx, to, &client.name).await?;
        }
        return Ok(row.id);
    }
    let id = cx.id();
    let row = app::ActiveModel {
        id: Set(id),
        account_id: Set(account),
        client: Set(client.id),
        allowed_sealed: Set(seal(id, scope)?),
        created_at: Set(cx.now()),
        used_at: Set(cx.now()),
    };
    Entity::insert(row).exec_without_returning(&**tx).await?;
    let line = events::CONNECTED.about(client.id).of_account(account);
    cx.audit(tx, line.with(json!({ "app_scope": scope }))).await?;
    if !client.first_party || client.device_grant {
        mails::connected::queue(cx, tx, to, &client.name).await?;
    }
    Ok(id)
}

/// What clients call the account; made with its first sign-in.
pub(super) async fn subject_of(cx: &Cx, tx: &Tx, account: Uuid) -> Result<String, Fault> {
    if let Some(sub) = subjects::of_account(cx, &**tx, account).await? {
        return Ok(sub);
    }
    let sub = URL_SAFE_NO_PAD.encode(&cx.app.random.token()[..16]);
    let key = subject::key(cx, &**tx, account).await?;
    let sealed = key.seal(cx.app.random.as_ref(), subjects::PLACE, account, sub.as_bytes())?;
    let row = subject_row::ActiveModel { account_id: Set(account), sub_sealed: Set(sealed) };
    // Two devices may be the first ones at one moment.
    let once = OnConflict::column(subject_row::Column::AccountId).do_nothing().to_owned();
    if subject_row::Entity::insert(row).on_conflict(once).exec_without_returning(&**tx).await? == 1 {
        return Ok(sub);
    }
    let first = subjects::of_account(cx, &**tx, account).await?;
    first.ok_or_else(|| Fault::busy("an account is named to its first application at this moment"))
}

/// A sign-in that begins.
pub(super) struct NewFamily<'a> {
    /// The connected application.
    pub app: Uuid,
    /// Whose.
    pub account: Uuid,
    /// The client's row.
    pub client: Uuid,
    /// The session in the browser, whose end the client has to hear of.
    pub session: Option<Uuid>,
    /// Scopes, separated by spaces.
    pub scope: &'a str,
    /// When the person proved who they are.
    pub proven_at: Moment,
    /// By what.
    pub acr: Acr,
    /// The key to which its tokens are bound.
    pub jkt: Option<String>,
    /// Whether it goes on without the browser's session.
    pub is_offline: bool,
}

impl NewFamily<'_> {
    /// Stores it.
    pub(super) async fn insert(self, cx: &Cx, tx: &Tx) -> Result<family::Model, Fault> {
        let life = if self.is_offline { terms::OFFLINE } else { terms::ONLINE };
        let row = family::Model {
            id: cx.id(),
            app_id: self.app,
            account_id: self.account,
            client: self.client,
            session_id: self.session,
            signed_in_at: self.session.map(|_| cx.now()),
            sid: URL_SAFE_NO_PAD.encode(&cx.app.random.token()[..16]),
            allowed: self.scope.to_owned(),
            proven_at: self.proven_at,
            acr: self.acr,
            jkt: self.jkt,
            created_at: cx.now(),
            revoked_at: None,
            expires_at: cx.now().plus(life),
        };
        let new = family::ActiveModel {
            id: Set(row.id),
            app_id: Set(row.app_id),
            account_id: Set(row.account_id),
            client: Set(row.client),
            session_id: Set(row.session_id),
            signed_in_at: Set(row.signed_in_at),
            sid: Set(row.sid.clone()),
            allowed: Set(row.allowed.clone()),
            proven_at: Set(row.proven_at),
            acr: Set(row.acr),
            jkt: Set(row.jkt.clone()),
            created_at: Set(row.created_at),
            revoked_at: Set(None),
            expires_at: Set(row.expires_at),
        };
        family::Entity::insert(new).exec_without_returning(&**tx).await?;
        Ok(row)
    }
}

async fn new_code(cx: &Cx, tx: &Tx, asked: &Asked, family: &family::Model) -> Result<Secret<String>, Fault> {
    let row = code::Model {
        id: cx.id(),
        code_hash: Vec::new(),
        family_id: family.id,
        client: family.client,
        redirect_uri: asked.redirect_uri.clone(),
        challenge: asked.code_challenge.clone(),
        nonce: Some(asked.nonce.clone()).filter(|nonce| !nonce.is_empty()),
        created_at: cx.now(),
        expires_at: cx.now().plus(terms::CODE),
        used_at: None,
    };
    let text = bound_token::make(cx, CODE, family.account_id, &code_binding(&row, family));
    let new = code::ActiveModel {
        id: Set(row.id),
        code_hash: Set(token::hash(cx, CODE, text.expose())),
        family_id: Set(row.family_id),
        client: Set(row.client),
        redirect_uri: Set(row.redirect_uri),
        challenge: Set(row.challenge),
        nonce: Set(row.nonce),
        created_at: Set(row.created_at),
        expires_at: Set(row.expires_at),
        used_at: Set(None),
    };
    code::Entity::insert(new).exec_without_returning(&**tx).await?;
    Ok(text)
}
