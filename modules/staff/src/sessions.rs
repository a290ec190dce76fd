//! Staff sessions: made, found, ended. Idle for an hour or twelve hours old, a session is over. One whose end lies further
//! ahead was opened or used by a clock that was ahead, and is over too.

pub mod api_keys;
pub(crate) mod vouched;

use crate::actions::grant;
use crate::model::roles;
use crate::model::totp::TotpSecret;
use crate::queries::recipients;
use crate::sessions::vouched::Vouched;
use crate::tables::{staff, staff_session};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, HOUR, Lang, MINUTE, Moment, Secret, Uuid, async_trait};
use gatehouse_db::{Tx, stored_words};
use gatehouse_seal::SubjectKey;
use gatehouse_signin::sessions::{FORGIVEN, was_proven_ahead};
use gatehouse_signin::{Sessions, bound_token, token as signin_token};
use gatehouse_web::visit::{ELEVATION, elevation};
use gatehouse_web::{StaffSession, StaffSessions};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, Set};
use staff_session::{ActiveModel, Column, Entity, Model};
use zeroize::Zeroizing;

/// Without use a session ends after this.
pub const IDLE: i64 = HOUR;
/// A session ends after this at the latest.
pub const LONGEST: i64 = 12 * HOUR;
/// A half-finished session waits so long for the second factor.
pub const HALF: i64 = 10 * MINUTE;
/// `seen_at` is written at most this often.
const SEEN_EVERY: i64 = MINUTE;

/// Sessions of a member; beyond them the one that was used longest ago ends.
const MOST: i64 = 20;
/// The sessions of staff; five wrong proofs end one.
pub(crate) const SESSIONS: Sessions =
    Sessions { table: "staff_session", owner: "staff_id", domain: "staff.session", failures: Some("code_failures") };

/// How far a sign-in has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The password was right; the second factor is missing. Opens nothing.
    PasswordPassed,
    /// Signed in.
    Full,
}

stored_words!(Stage { PasswordPassed = "password_passed", Full = "full" });

impl Stage {
    /// Whether a session of this stage has not ended. A full one stays when the clock was ahead by an hour and is set right.
    pub(crate) const fn is_live(self, session: &Model, now: Moment) -> bool {
        let (idle, longest) = match self {
            Self::PasswordPassed => (HALF, HALF),
            Self::Full => (IDLE + FORGIVEN, LONGEST + FORGIVEN),
        };
        session.expires_at.is_within(now, idle) && session.ends_at.is_within(now, longest)
    }
}

/// What a half-finished session offers to connect: a secret of its own, shown in no other, and whether it may. Sealed
/// together, so that nobody who changes the row past the program gains the right.
pub(crate) struct Offer {
    /// The secret.
    pub(crate) secret: TotpSecret,
    /// The invitation was followed in this browser within the hour, or an administrator's code was given.
    pub(crate) may_connect: bool,
}

impl Offer {
    fn seal(&self, cx: &Cx, key: &SubjectKey, session: Uuid) -> Result<Vec<u8>, Fault> {
        let mut plain = Zeroizing::new(vec![u8::from(self.may_connect)]);
        plain.extend_from_slice(self.secret.bytes());
        key.seal(cx.app.random.as_ref(), recipients::OFFERED, session, &plain)
    }
}

/// What a half-finished session offers.
pub(crate) async fn offer_of<C: ConnectionTrait>(cx: &Cx, conn: &C, half: &Model) -> Result<Option<Offer>, Fault> {
    let Some(sealed) = half.totp_secret_sealed.as_deref() else { return Ok(None) };
    let key = subject::key(cx, conn, half.staff_id).await?;
    let plain = Zeroizing::new(key.open(recipients::OFFERED, half.id, sealed)?);
    let (may, secret) = plain.split_first().ok_or_else(|| Fault::new("an offered secret is empty"))?;
    Ok(Some(Offer { secret: TotpSecret::from_bytes(secret)?, may_connect: *may == 1 }))
}

/// Lets a half-finished session connect what it offers.
pub(crate) async fn allow_to_connect(cx: &Cx, tx: &Tx, half: &Model) -> Result<(), Fault> {
    let Some(offer) = offer_of(cx, &**tx, half).await? else { return Ok(()) };
    let key = subject::key(cx, &**tx, half.staff_id).await?;
    let sealed = Offer { may_connect: true, ..offer }.seal(cx, &key, half.id)?;
    let update = Entity::update_many().col_expr(Column::TotpSecretSealed, Expr::value(sealed));
    update.filter(Column::Id.eq(half.id)).exec(&**tx).await?;
    Ok(())
}

/// Begins a session; the token goes into the cookie and is stored nowhere. `by`: what the vendor's own provider vouched for.
pub(crate) async fn start(
    cx: &Cx,
    tx: &Tx,
    staff: Uuid,
    stage: Stage,
    offer: Option<Offer>,
    by: Option<&Vouched>,
) -> Result<Secret<String>, Fault> {
    let token = bound_token::make(cx, SESSIONS.domain, staff, stage.word());
    let (id, now) = (cx.id(), cx.now());
    let sealed = match offer {
        Some(offer) => Some(offer.seal(cx, &subject::key(cx, &**tx, staff).await?, id)?),
        None => None,
    };
    let vouched = match by {
        Some(by) => Some(by.seal(cx, &subject::key(cx, &**tx, staff).await?, id)?),
        None => None,
    };
    // A sign-in ends with a factor, so it opens changes of factors too.
    let (idle, longest, elevated) = match stage {
        Stage::PasswordPassed => (HALF, HALF, Moment(0)),
        Stage::Full => (IDLE, LONGEST, elevation(now)),
    };
    let row = ActiveModel {
        id: Set(id),
        token_hash: Set(signin_token::hash(cx, SESSIONS.domain, token.expose())),
        staff_id: Set(staff),
        stage: Set(stage),
        code_failures: Set(0),
        created_at: Set(now),
        seen_at: Set(now),
        expires_at: Set(now.plus(idle)),
        ends_at: Set(now.plus(longest)),
        elevated_until: Set(elevated),
        factor_until: Set(elevated),
        network: Set(cx.network.clone()),
        agent: Set(cx.agent.clone()),
        totp_secret_sealed: Set(sealed),
        vouched_sealed: Set(vouched),
        vouched_lookup: Set(by.and_then(|by| by.lookup(cx))),
    };
    Entity::insert(row).exec_without_returning(&**tx).await?;
    SESSIONS.keep_newest(cx, tx, staff, MOST).await?;
    Ok(token)
}

/// The live session of this token and stage, with its member, unless they are disabled or their row is refused.
async fn live(cx: &Cx, token: &str, stage: Stage) -> Result<Option<(Model, staff::Model)>, Fault> {
    if !bound_token::is_plausible(token) {
        return Ok(None);
    }
    let found = Entity::find()
        .filter(Column::TokenHash.is_in(cx.app.keys.accepted(SESSIONS.domain, token.as_bytes())))
        .filter(Column::Stage.eq(stage))
        .one(cx.read())
        .await?;
    let Some(session) = found.filter(|session| stage.is_live(session, cx.now())) else { return Ok(None) };
    if !bound_token::is_for(cx, SESSIONS.domain, token, session.staff_id, stage.word()) {
        tracing::error!(session = %session.id, "a staff session was pointed at somebody else, and is refused");
        return Ok(None);
    }
    Ok(member_of(cx, &session).await?.map(|member| (session, member)))
}

/// The member of a session, unless they are disabled or their row is refused.
async fn member_of(cx: &Cx, session: &Model) -> Result<Option<staff::Model>, Fault> {
    let member = staff::Entity::find_by_id(session.staff_id).one(cx.read()).await?;
    let Some(member) = member.filter(|m| m.disabled_at.is_none()) else { return Ok(None) };
    let is_usable = grant::in_use(cx, &member).await?.is_some();
    Ok(is_usable.then_some(member))
}

/// What a member has proven again who they are by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ProvenBy {
    /// The password.
    Password,
    /// A factor beside it, which opens changes of factors too.
    Factor,
}

/// Gives a member's full session a new token and opens sensitive changes for ten minutes; `None` when it has ended.
pub(crate) async fn renew(
    cx: &Cx,
    tx: &Tx,
    session: Uuid,
    staff: Uuid,
    by: ProvenBy,
) -> Result<Option<Secret<String>>, Fault> {
    if by == ProvenBy::Factor {
        let update = Entity::update_many().col_expr(Column::FactorUntil, Expr::value(elevation(cx.now())));
        update.filter(Column::Id.eq(session)).filter(Column::StaffId.eq(staff)).exec(&**tx).await?;
    }
    let token = bound_token::make(cx, SESSIONS.domain, staff, Stage::Full.word());
    SESSIONS.renew(cx, tx, session, token).await
}

/// Whether the member gave a factor in this session within the last 10 minutes.
pub(crate) async fn gave_factor(cx: &Cx, tx: &Tx, session: Uuid, staff: Uuid) -> Result<bool, Fault> {
    let own = Entity::find_by_id(session).filter(Column::StaffId.eq(staff)).filter(Column::Stage.eq(Stage::Full));
    Ok(own.one(&**tx).await?.is_some_and(|row| row.factor_until.is_within(cx.now(), ELEVATION)))
}

/// The half-finished session of this cookie.
pub async fn half(cx: &Cx, token: &str) -> Result<Option<(Model, staff::Model)>, Fault> {
    live(cx, token, Stage::PasswordPassed).await
}

/// Ends one session.
pub(crate) async fn end(tx: &Tx, id: Uuid) -> Result<bool, Fault> {
    Ok(Entity::delete_by_id(id).exec(&**tx).await?.rows_affected == 1)
}

/// The web kit's way to sessions. Every request asks the database, so that a disabled member is out at once on
/// every node.
#[derive(Clone, Copy, Debug, Default)]
pub struct StoredSessions;

#[async_trait]
impl StaffSessions for StoredSessions {
    async fn find(&self, cx: &Cx, token: &str) -> Result<Option<StaffSession>, Fault> {
        let Some((session, member)) = live(cx, token, Stage::Full).await? else { return Ok(None) };
        seen(cx, &session).await?;
        let label = recipients::name_of(cx, cx.read(), &member).await?;
        Ok(Some(StaffSession {
            id: session.id,
            staff: member.id,
            label,
            roles: roles::split(&member.roles),
            lang: member.lang.as_deref().and_then(Lang::from_tag),
            zone: member.zone,
            elevated_until: session.elevated_until,
            factor_until: session.factor_until,
        }))
    }

    async fn is_live(&self, cx: &Cx, found: &StaffSession) -> Result<bool, Fault> {
        let of_member = Entity::find_by_id(found.id).filter(Column::StaffId.eq(found.staff));
        let row = of_member.filter(Column::Stage.eq(Stage::Full)).one(cx.read()).await?;
        let Some(session) = row.filter(|row| Stage::Full.is_live(row, cx.now())) else { return Ok(false) };
        let Some(member) = member_of(cx, &session).await? else { return Ok(false) };
        let roles = roles::split(&member.roles);
        Ok(found.roles.iter().all(|role| roles.contains(role)))
    }
}

async fn seen(cx: &Cx, session: &Model) -> Result<(), Fault> {
    let now = cx.now();
    if session.seen_at.was_within(now, SEEN_EVERY) {
        return Ok(());
    }
    let mut update = Entity::update_many()
        .col_expr(Column::SeenAt, Expr::value(now))
        .col_expr(Column::ExpiresAt, Expr::value(now.plus(IDLE).min(session.ends_at)));
    if was_proven_ahead(session.elevated_until, now) {
        update = update.col_expr(Column::ElevatedUntil, Expr::value(Moment(0)));
    }
    if was_proven_ahead(session.factor_until, now) {
        update = update.col_expr(Column::FactorUntil, Expr::value(Moment(0)));
    }
    update.filter(Column::Id.eq(session.id)).exec(cx.db().writer()).await?;
    Ok(())
}
