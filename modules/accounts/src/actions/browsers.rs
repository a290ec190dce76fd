//! Browsers that have signed in before (ACC-10): noted at sign-in, told to the owner when they are new, forgotten by them.
//!
//! The owner gets one mail of a new browser at once and hears of further ones of that hour together, so that whoever signs
//! in again and again floods no mailbox. An account knows the 50 browsers that signed in last.

use super::steps;
use crate::events;
use crate::mails;
use crate::model::{NewToken, term, token};
use crate::refusals::{NotTheOwner, NotThere};
use crate::rights::own_account;
use crate::tables::{account, known_device, session};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, HOUR, Moment, OrRefuse as _, Outcome, Refusal, Secret, Uuid, refuse};
use gatehouse_db::Tx;
use known_device::{ActiveModel, Column, Entity, Model};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder as _, QuerySelect as _, Set};

/// Notes the browser of a sign-in; returns its row's id and its cookie. A cookie that came with an unknown browser may have
/// been planted there, so it gets another one.
pub(crate) async fn note(
    cx: &Cx,
    tx: &Tx,
    row: &account::Model,
    known: Option<Model>,
    cookie: Option<&str>,
) -> Result<(Uuid, Secret<String>), Fault> {
    if let (Some(known), Some(cookie)) = (known, cookie) {
        seen_again(cx, tx, &known).await?;
        return Ok((known.id, Secret::new(cookie.to_owned())));
    }
    let made = NewToken::make(cx, token::DEVICE);
    let others = of_account(&**tx, row.id).await?;
    let told_at = tell(cx, tx, row, &others).await?;
    let id = cx.id();
    let new = ActiveModel {
        id: Set(id),
        account_id: Set(row.id),
        device_hash: Set(steps::device_hash(cx, row.id, made.text.expose())),
        first_at: Set(cx.now()),
        last_at: Set(cx.now()),
        network: Set(cx.network.clone()),
        agent: Set(cx.agent.clone()),
        told_at: Set(told_at),
    };
    Entity::insert(new).exec_without_returning(&**tx).await?;
    let most = usize::try_from(term::MOST_BROWSERS).unwrap_or(usize::MAX).saturating_sub(1);
    let surplus: Vec<Uuid> = others.iter().skip(most).map(|row| row.id).collect();
    if !surplus.is_empty() {
        Entity::delete_many().filter(Column::Id.is_in(surplus)).exec(&**tx).await?;
    }
    Ok((id, made.text))
}

/// The known browsers of an account, last used first.
pub async fn of_account<C: ConnectionTrait>(conn: &C, account: Uuid) -> Result<Vec<Model>, Fault> {
    let select = Entity::find().filter(Column::AccountId.eq(account));
    let select = select.order_by_desc(Column::LastAt).order_by_desc(Column::Id);
    // A little more than there can be, so that what is too much is seen.
    Ok(select.limit(2 * term::MOST_BROWSERS).all(conn).await?)
}

/// Noted to the hour, unless the network is another: that is enough to know which browsers are used no more.
async fn seen_again(cx: &Cx, tx: &Tx, known: &Model) -> Result<(), Fault> {
    if known.last_at.was_within(cx.now(), HOUR) && known.network == cx.network {
        return Ok(());
    }
    Entity::update_many()
        .col_expr(Column::LastAt, Expr::value(cx.now()))
        .col_expr(Column::Network, Expr::value(cx.network.clone()))
        .col_expr(Column::Agent, Expr::value(cx.agent.clone()))
        .filter(Column::Id.eq(known.id))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Tells the owner of a new browser, or leaves it to [`tell_of_several`]; returns what is noted of it.
async fn tell(cx: &Cx, tx: &Tx, row: &account::Model, others: &[Model]) -> Result<Option<Moment>, Fault> {
    if others.is_empty() {
        return Ok(Some(Moment(0)));
    }
    // A moment from a clock that was ahead holds no mail of today back.
    if others.iter().any(|other| other.told_at.is_none_or(|at| was_just_told(cx, at))) {
        return Ok(None);
    }
    let contact = steps::contact_of(cx, tx, row).await?;
    mails::new_device::queue(cx, tx, &contact.to).await?;
    Ok(Some(cx.now()))
}

/// Whether the owner was told of a browser so short a while ago that the next mail waits.
fn was_just_told(cx: &Cx, at: Moment) -> bool {
    at.was_within(cx.now(), term::DEVICE_MAILS)
}

/// One mail to each owner who was told of a new browser an hour ago or earlier and has got more since; returns how many.
pub async fn tell_of_several(cx: &Cx) -> Result<u64, Fault> {
    let untold: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::AccountId)
        .distinct()
        .filter(Column::ToldAt.is_null())
        .limit(500)
        .into_tuple()
        .all(cx.read())
        .await?;
    let mut told = 0;
    for account in untold {
        let tx = cx.begin().await?;
        let Some(row) = steps::locked(&tx, account).await? else { continue };
        let known = of_account(&*tx, account).await?;
        let must_wait = known.iter().filter_map(|row| row.told_at).any(|at| was_just_told(cx, at));
        let new: Vec<&Model> = known.iter().filter(|row| row.told_at.is_none()).collect();
        if new.is_empty() || must_wait {
            continue;
        }
        let contact = steps::contact_of(cx, &tx, &row).await?;
        let seen: Vec<_> = new.iter().map(|row| (row.first_at, row.agent.as_deref(), row.network.as_deref())).collect();
        mails::new_devices::queue(cx, &tx, &contact.to, &seen).await?;
        Entity::update_many()
            .col_expr(Column::ToldAt, Expr::value(cx.now()))
            .filter(Column::AccountId.eq(account))
            .filter(Column::ToldAt.is_null())
            .exec(&*tx)
            .await?;
        tx.commit().await?;
        told += 1;
    }
    Ok(told)
}

/// Why no browser was forgotten.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum ForgetRefusal {
    /// Nobody is signed in.
    NotTheOwner(NotTheOwner),
    /// No such browser of this person.
    NotThere(NotThere),
}

/// Forgets a browser of one's own and ends its sessions. The page asks for a fresh proof before.
pub async fn forget_browser(cx: &Cx, browser: Uuid) -> Outcome<(), ForgetRefusal> {
    let account = own_account(cx).or_refuse()?;
    let tx = cx.begin().await?;
    let forgotten = Entity::delete_many()
        .filter(Column::Id.eq(browser))
        .filter(Column::AccountId.eq(account))
        .exec(&*tx)
        .await?
        .rows_affected;
    if forgotten == 0 {
        return Err(refuse(NotThere.into()));
    }
    session::Entity::delete_many()
        .filter(session::Column::AccountId.eq(account))
        .filter(session::Column::DeviceId.eq(browser))
        .exec(&*tx)
        .await?;
    cx.audit(&tx, events::BROWSER_FORGOTTEN.about(account).of_account(account)).await?;
    tx.commit().await?;
    Ok(())
}
