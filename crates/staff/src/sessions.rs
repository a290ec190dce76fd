//! Staff sessions: made, found, ended. Idle for an hour or twelve hours old, a session is over.

use crate::contacts;
use crate::model::roles;
use crate::tables::{staff, staff_session};
use crate::{bound_token, grant};
use async_trait::async_trait;
use gatehouse_core::{Fault, HOUR, Lang, MINUTE, Moment, Secret, Uuid};
use gatehouse_db::{Cx, Tx};
use gatehouse_web::visit::elevation;
use gatehouse_web::{StaffSession, StaffSessions};
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use staff_session::{ActiveModel, Column, Entity, Model};

/// Without use a session ends after this.
pub const IDLE: i64 = HOUR;
/// A session ends after this at the latest.
pub const LONGEST: i64 = 12 * HOUR;
/// A half-finished session waits so long for the second factor.
pub const HALF: i64 = 10 * MINUTE;
/// `seen_at` is written at most this often.
const SEEN_EVERY: i64 = MINUTE;

/// How far a sign-in has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The password was right; the second factor is missing. Opens nothing.
    PasswordPassed,
    /// Signed in.
    Full,
}

impl Stage {
    const fn word(self) -> &'static str {
        match self {
            Self::PasswordPassed => "password_passed",
            Self::Full => "full",
        }
    }
}

const DOMAIN: &str = "staff.session";

fn hash(cx: &Cx, token: &str) -> Vec<u8> {
    cx.app.keys.lookup(DOMAIN, token.as_bytes()).to_vec()
}

/// Begins a session; the token goes into the cookie and is stored nowhere.
pub(crate) async fn start(cx: &Cx, tx: &Tx, staff: Uuid, stage: Stage) -> Result<Secret<String>, Fault> {
    let token = bound_token::make(cx, DOMAIN, staff, stage.word());
    let now = cx.now();
    let (idle, longest, elevated) = match stage {
        Stage::PasswordPassed => (HALF, HALF, Moment(0)),
        Stage::Full => (IDLE, LONGEST, elevation(now)),
    };
    let row = ActiveModel {
        id: Set(cx.id()),
        token_hash: Set(hash(cx, token.expose())),
        staff_id: Set(staff),
        stage: Set(stage.word().to_owned()),
        code_failures: Set(0),
        created_at: Set(now.0),
        seen_at: Set(now.0),
        expires_at: Set(now.plus(idle).0),
        ends_at: Set(now.plus(longest).0),
        elevated_until: Set(elevated.0),
        network: Set(cx.network.clone()),
        agent: Set(cx.agent.clone()),
    };
    Entity::insert(row).exec_without_returning(&**tx).await?;
    Ok(token)
}

/// The live session of this token and stage, with its member, unless he is disabled or his row is refused.
async fn live(cx: &Cx, token: &str, stage: Stage) -> Result<Option<(Model, staff::Model)>, Fault> {
    if !bound_token::is_plausible(token) {
        return Ok(None);
    }
    let now = cx.now().0;
    let Some(session) = Entity::find()
        .filter(Column::TokenHash.is_in(cx.app.keys.accepted(DOMAIN, token.as_bytes())))
        .filter(Column::Stage.eq(stage.word()))
        .filter(Column::ExpiresAt.gt(now))
        .filter(Column::EndsAt.gt(now))
        .one(cx.read())
        .await?
    else {
        return Ok(None);
    };
    if !bound_token::is_for(cx, DOMAIN, token, session.staff_id, stage.word()) {
        tracing::error!(session = %session.id, "a staff session was pointed at somebody else, and is refused");
        return Ok(None);
    }
    let member = staff::Entity::find_by_id(session.staff_id).one(cx.read()).await?;
    let Some(member) = member.filter(|m| m.disabled_at.is_none()) else { return Ok(None) };
    if grant::in_use(cx, &member).await?.is_none() {
        return Ok(None);
    }
    Ok(Some((session, member)))
}

/// The half-finished session of this cookie.
pub async fn half(cx: &Cx, token: &str) -> Result<Option<(Model, staff::Model)>, Fault> {
    live(cx, token, Stage::PasswordPassed).await
}

/// Ends one session.
pub(crate) async fn end(tx: &Tx, id: Uuid) -> Result<bool, Fault> {
    Ok(Entity::delete_by_id(id).exec(&**tx).await?.rows_affected == 1)
}

/// Ends every session of a member, half-finished ones too, except `keep`.
pub(crate) async fn end_all(tx: &Tx, staff: Uuid, keep: Option<Uuid>) -> Result<u64, Fault> {
    let mut delete = Entity::delete_many().filter(Column::StaffId.eq(staff));
    if let Some(keep) = keep {
        delete = delete.filter(Column::Id.ne(keep));
    }
    Ok(delete.exec(&**tx).await?.rows_affected)
}

/// Opens sensitive changes for ten minutes.
pub(crate) async fn elevate(cx: &Cx, tx: &Tx, session: Uuid) -> Result<(), Fault> {
    Entity::update_many()
        .col_expr(Column::ElevatedUntil, Expr::value(elevation(cx.now()).0))
        .filter(Column::Id.eq(session))
        .exec(&**tx)
        .await?;
    Ok(())
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
        let label = contacts::name_of(cx, cx.read(), &member).await?;
        Ok(Some(StaffSession {
            id: session.id,
            staff: member.id,
            label,
            roles: roles::split(&member.roles),
            lang: member.lang.as_deref().and_then(Lang::from_tag),
            zone: member.zone,
            elevated_until: Moment(session.elevated_until),
        }))
    }
}

async fn seen(cx: &Cx, session: &Model) -> Result<(), Fault> {
    let now = cx.now();
    if now.since(Moment(session.seen_at)) < SEEN_EVERY {
        return Ok(());
    }
    Entity::update_many()
        .col_expr(Column::SeenAt, Expr::value(now.0))
        .col_expr(Column::ExpiresAt, Expr::value(now.plus(IDLE).0.min(session.ends_at)))
        .filter(Column::Id.eq(session.id))
        .exec(cx.db().writer())
        .await?;
    Ok(())
}
