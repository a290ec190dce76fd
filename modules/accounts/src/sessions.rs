//! Customers' sessions: opened, renewed, and as requests find them: one query, and no write on the way.
//!
//! A session whose end lies beyond its longest life was opened by a clock that was ahead, and has ended. One that was only used
//! by such a clock goes on: its owner is not signed out for it, and its next use puts its moments right.

pub mod half;

use crate::model::{State, term, token};
use crate::queries::{factors, sealed};
use crate::tables::{account, session};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Lang, Moment, Secret, Uuid, async_trait};
use gatehouse_db::Tx;
use gatehouse_signin::sessions::{FORGIVEN, was_proven_ahead};
use gatehouse_signin::{Sessions, bound_token};
use gatehouse_web::visit::{ELEVATION, elevation};
use gatehouse_web::{CustomerSession, CustomerSessions};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, JoinType, QuerySelect as _, Set};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::watch;

/// The sessions of customers. Their wrong passwords are counted by the guard.
pub(crate) const SESSIONS: Sessions =
    Sessions { table: "session", owner: "account_id", domain: token::SESSION, failures: None };

/// Sessions whose last write is remembered on this node.
const MOST_REMEMBERED: usize = 20_000;

/// Finds sessions by their cookie, and notes their use at most once a minute (ACC-10).
#[derive(Clone, Default)]
pub struct CustomerSessionStore {
    noted: Arc<Mutex<HashMap<Uuid, Moment>>>,
    under_way: Arc<watch::Sender<usize>>,
}

#[async_trait]
impl CustomerSessions for CustomerSessionStore {
    async fn find(&self, cx: &Cx, text: &str) -> Result<Option<CustomerSession>, Fault> {
        if !bound_token::is_plausible(text) {
            return Ok(None);
        }
        let hashes = token::hashes(cx, token::SESSION, text);
        let by_token = session::Column::TokenHash.is_in(hashes);
        let Some((session, account)) = live(cx, Condition::all().add(by_token)).await? else { return Ok(None) };
        if !bound_token::is_for(cx, token::SESSION, text, account.id, token::SIGNED_IN) {
            tracing::error!(session = %session.id, "a session was pointed at somebody else, and is refused");
            return Ok(None);
        }
        // An account deleted between the two reads has no key any more.
        let Some(key) = subject::keys(cx, cx.read(), &[account.id]).await?.remove(&account.id) else { return Ok(None) };
        let found = CustomerSession {
            id: session.id,
            account: account.id,
            label: sealed::label(&key, &account)?,
            lang: Lang::from_tag(&account.lang),
            zone: account.zone.clone(),
            elevated_until: session.elevated_until,
            welcome_due: account.country.is_none() || account.region.is_none(),
            country: account.country,
        };
        self.note_use(cx, &session);
        Ok(Some(found))
    }

    async fn is_live(&self, cx: &Cx, found: &CustomerSession) -> Result<bool, Fault> {
        let by_id = Condition::all().add(session::Column::Id.eq(found.id));
        Ok(live(cx, by_id.add(session::Column::AccountId.eq(found.account))).await?.is_some())
    }
}

/// The session of this condition with its active account, unless it has ended.
async fn live(cx: &Cx, which: Condition) -> Result<Option<(session::Model, account::Model)>, Fault> {
    let found = session::Entity::find()
        .filter(which)
        .join(JoinType::InnerJoin, session::Relation::Account.def())
        .select_also(account::Entity)
        .one(cx.read())
        .await?;
    let Some((session, Some(account))) = found else { return Ok(None) };
    let opens = is_live(&session, cx.now()) && account.state == State::Active;
    Ok(opens.then_some((session, account)))
}

impl CustomerSessionStore {
    /// Writes the use beside the request, not in its way; a lost write costs a minute of precision.
    fn note_use(&self, cx: &Cx, row: &session::Model) {
        let now = cx.now();
        if row.seen_at.was_within(now, term::SEEN_EACH) || !self.is_first_in_a_minute(row.id, now) {
            return;
        }
        let (cx, row, under_way) = (cx.clone(), row.clone(), Arc::clone(&self.under_way));
        under_way.send_modify(|count| *count += 1);
        tokio::spawn(async move {
            if let Err(error) = write_use(&cx, &row, now).await {
                tracing::warn!(%error, "a session's last use was not noted");
            }
            under_way.send_modify(|count| *count = count.saturating_sub(1));
        });
    }

    /// Waits until every use of a session that was seen so far is written.
    pub async fn settled(&self) {
        // The sender is ours, so the wait never ends early.
        let _ = self.under_way.subscribe().wait_for(|count| *count == 0).await;
    }

    fn is_first_in_a_minute(&self, session: Uuid, now: Moment) -> bool {
        let mut noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
        if noted.len() >= MOST_REMEMBERED {
            noted.retain(|_, at| at.was_within(now, term::SEEN_EACH));
        }
        match noted.get(&session) {
            Some(at) if at.was_within(now, term::SEEN_EACH) => false,
            _ => {
                noted.insert(session, now);
                true
            }
        }
    }
}

async fn write_use(cx: &Cx, row: &session::Model, now: Moment) -> Result<(), Fault> {
    use session::{Column, Entity};
    let expires = expiry(now, row.kept).min(row.ends_at);
    // A use of before, or one of the future, which never was.
    let earlier = Condition::any().add(Column::SeenAt.lt(now)).add(Column::SeenAt.gt(now.latest_believed()));
    let mut update = Entity::update_many()
        .col_expr(Column::SeenAt, Expr::value(now))
        .col_expr(Column::ExpiresAt, Expr::value(expires))
        .col_expr(Column::Network, Expr::value(cx.network.clone()));
    if was_proven_ahead(row.elevated_until, now) {
        update = update.col_expr(Column::ElevatedUntil, Expr::value(0_i64));
    }
    if was_proven_ahead(row.factor_until, now) {
        update = update.col_expr(Column::FactorUntil, Expr::value(0_i64));
    }
    let tx = cx.begin().await?;
    update.filter(Column::Id.eq(row.id)).filter(earlier).exec(&*tx).await?;
    tx.commit().await
}

/// Whether a session has not ended.
fn is_live(row: &session::Model, now: Moment) -> bool {
    row.expires_at > now && row.ends_at.is_within(now, longest(row.kept) + FORGIVEN)
}

/// The longest life of a session, however much it is used.
const fn longest(kept: bool) -> i64 {
    if kept { term::SESSION_KEPT } else { term::SESSION }
}

/// When a session that is used now ends without further use.
fn expiry(now: Moment, kept: bool) -> Moment {
    now.plus(if kept { term::SESSION_KEPT } else { term::SESSION_IDLE })
}

/// How a person has proven who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Proof {
    /// By the password, or a mailed link.
    Password,
    /// By a factor beside it, which opens changes of factors too.
    Factor,
}

impl Proof {
    fn factor_until(self, now: Moment) -> Moment {
        if self == Self::Factor { elevation(now) } else { Moment(0) }
    }
}

/// Opens a session; the sign-in itself is the proof that opens sensitive changes for 10 minutes.
pub(crate) async fn open(
    cx: &Cx,
    tx: &Tx,
    account: Uuid,
    kept: bool,
    device: Uuid,
    proof: Proof,
) -> Result<Secret<String>, Fault> {
    let now = cx.now();
    let text = new_token(cx, account);
    let ends = now.plus(longest(kept));
    let row = session::ActiveModel {
        id: Set(cx.id()),
        token_hash: Set(token::hash(cx, token::SESSION, text.expose())),
        account_id: Set(account),
        created_at: Set(now),
        seen_at: Set(now),
        expires_at: Set(expiry(now, kept).min(ends)),
        ends_at: Set(ends),
        kept: Set(kept),
        elevated_until: Set(elevation(now)),
        factor_until: Set(proof.factor_until(now)),
        network: Set(cx.network.clone()),
        agent: Set(cx.agent.clone()),
        device_id: Set(Some(device)),
    };
    session::Entity::insert(row).exec_without_returning(&**tx).await?;
    SESSIONS.keep_newest(cx, tx, account, term::MOST_SESSIONS).await?;
    Ok(text)
}

/// Gives a session a new token after a proof, and opens sensitive changes for 10 minutes; `None` when it has ended.
pub(crate) async fn renew(
    cx: &Cx,
    tx: &Tx,
    session: Uuid,
    account: Uuid,
    proof: Proof,
) -> Result<Option<Secret<String>>, Fault> {
    if proof == Proof::Factor {
        session::Entity::update_many()
            .col_expr(session::Column::FactorUntil, Expr::value(proof.factor_until(cx.now())))
            .filter(session::Column::Id.eq(session))
            .filter(session::Column::AccountId.eq(account))
            .exec(&**tx)
            .await?;
    }
    SESSIONS.renew(cx, tx, session, new_token(cx, account)).await
}

/// Whether a factor was given in this session within the last 10 minutes.
pub(crate) async fn is_factor_proven<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    session: Uuid,
    account: Uuid,
) -> Result<bool, Fault> {
    let own = session::Entity::find_by_id(session).filter(session::Column::AccountId.eq(account));
    Ok(own.one(conn).await?.is_some_and(|row| row.factor_until.is_within(cx.now(), ELEVATION)))
}

/// Whether the account has a factor, and none was given in this session within the last 10 minutes.
pub(crate) async fn is_factor_due<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    session: Uuid,
    account: Uuid,
) -> Result<bool, Fault> {
    Ok(factors::has_any(conn, account).await? && !is_factor_proven(cx, conn, session, account).await?)
}

/// Whether the owner has proven in this session within the last 10 minutes who they are.
pub(crate) async fn is_elevated<C: ConnectionTrait>(
    cx: &Cx,
    conn: &C,
    session: Uuid,
    account: Uuid,
) -> Result<bool, Fault> {
    let own = session::Entity::find_by_id(session).filter(session::Column::AccountId.eq(account));
    Ok(own.one(conn).await?.is_some_and(|row| row.elevated_until.is_within(cx.now(), ELEVATION)))
}

/// The token names its account, so a session's row that is pointed at another account opens nothing.
fn new_token(cx: &Cx, account: Uuid) -> Secret<String> {
    bound_token::make(cx, token::SESSION, account, token::SIGNED_IN)
}
