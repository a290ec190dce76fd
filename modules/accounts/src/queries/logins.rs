//! Secret questions and passwords that wait (ACC-13).

use crate::model::PlainLogin;
use crate::model::login::{QUESTIONS, WAIT};
use crate::queries::contacts;
use crate::tables::{account, secret_question, waiting_password};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Uuid};
use sea_orm::entity::prelude::*;

/// The account with this login, and its question.
pub struct Asked {
    pub account: account::Model,
    pub question: secret_question::Model,
}

/// Whom a login belongs to. For one that nobody has, the same statements are asked.
pub async fn asked(cx: &Cx, login: &PlainLogin) -> Result<Option<Asked>, Fault> {
    let account = contacts::by_normalized(cx, cx.read(), login.normalized()).await?;
    let id = account.as_ref().map_or(Uuid::nil(), |row| row.id);
    let question = question(cx.read(), id).await?;
    Ok(account.zip(question).map(|(account, question)| Asked { account, question }))
}

/// The question of an account.
pub async fn question<C: ConnectionTrait>(conn: &C, account: Uuid) -> Result<Option<secret_question::Model>, Fault> {
    Ok(secret_question::Entity::find_by_id(account).one(conn).await?)
}

/// The number of the question that is shown for a login; for one that nobody has, always the same one of the same list (ACC-6).
pub async fn shown_question(cx: &Cx, login: &PlainLogin) -> Result<i64, Fault> {
    let made_up = cx.app.keys.settled("accounts.made_up_question", login.normalized().as_bytes());
    let number = made_up.first().map_or(0, |byte| i64::from(*byte) % QUESTIONS);
    Ok(asked(cx, login).await?.map_or(number, |asked| asked.question.question))
}

/// The password that waits, if one does.
pub async fn waiting<C: ConnectionTrait>(conn: &C, account: Uuid) -> Result<Option<waiting_password::Model>, Fault> {
    use waiting_password::{Column, Entity};
    Ok(Entity::find().filter(Column::AccountId.eq(account)).one(conn).await?)
}

/// When it comes into force.
pub const fn due(row: &waiting_password::Model) -> Moment {
    row.asked_at.plus(WAIT)
}
