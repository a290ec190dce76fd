//! A person's mail into a request: the answer of somebody who belongs to it, of a member of the staff, or a word of somebody whom nobody has
//! confirmed, which only staff see.

use super::files::{Sent, give, received};
use super::{Earlier, Known, address_of, earlier, ended, fresh, keep_ref, sure, text_of};
use crate::actions::answer::{Incoming, receive};
use crate::actions::answer_as_staff::{Came, With, send_with};
use crate::actions::message::{NewMessage, Writer, add};
use crate::actions::step::{Doer, happened, hold};
use crate::events::{STAFF_ANSWERED, of_account};
use crate::model::message::{Audience, Author, MessageChannel};
use crate::model::status::Status;
use crate::model::transition::By;
use crate::queries::mail_known::Sender;
use crate::rights::AGENTS;
use crate::tables::{request, request_event, request_person};
use gatehouse_context::Cx;
use gatehouse_core::{Actor, DAY, Fault, HOUR, Moment, StaffActor, Uuid};
use gatehouse_db::Tx;
use gatehouse_guard::counters::{self, Counter, Rule as CountRule};
use gatehouse_inbox::marks::Marked;
use gatehouse_inbox::{Arrived, Rule, Standing, limits};
use gatehouse_mail::staff;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;
use serde_json::json;

/// Mails of one request, of addresses that nobody has confirmed, in a day.
const MOST_UNCONFIRMED: i64 = 20;
const UNCONFIRMED: CountRule = CountRule::counted(DAY);

/// Of a request: itself, its status, the one that it goes on in, and when it was erased.
type Found = (Uuid, Status, Option<Uuid>, Option<Moment>);

async fn found(cx: &Cx, id: Uuid) -> Result<Option<Found>, Fault> {
    use request::{Column, Entity};
    let columns = [Column::Id, Column::Status, Column::MergedInto, Column::ErasedAt];
    Ok(Entity::find_by_id(id).select_only().columns(columns).into_tuple().one(cx.read()).await?)
}

/// The request that a mail is for, or in which it goes on, and its status; `None`: it is gone.
async fn goes_on(cx: &Cx, id: Uuid) -> Result<Option<(Uuid, Status)>, Fault> {
    let seen = match found(cx, id).await? {
        Some((_, _, Some(other), _)) => found(cx, other).await?,
        seen => seen,
    };
    Ok(seen.filter(|(_, _, _, erased)| erased.is_none()).map(|(id, status, _, _)| (id, status)))
}

/// What the sender is to the request. An address for answers is its recipient's: who has that of another person writes in their own name, or proves that
/// they are that person.
async fn standing(cx: &Cx, mail: &Arrived, id: Uuid) -> Result<Standing, Fault> {
    let said = mail.decision.standing;
    let is_sure = mail.clues.is_proven && !mail.clues.is_disproved;
    if said != Standing::Participant || mail.decision.rule != Some(Rule::Address) || is_sure {
        return Ok(said);
    }
    let sender = Sender::of(cx, cx.read(), address_of(mail)).await?;
    let own = sender.person_of(cx.read(), id).await?;
    let mut marks = mail.clues.addressed.iter();
    let is_own = own.is_some_and(|own| marks.any(|mark| mark.id == id && mark.is_of_recipient(&cx.app.keys, own.id)));
    Ok(if is_own { said } else { Standing::Stranger })
}

pub(super) async fn answered(cx: &Cx, mail: &Arrived, id: Uuid) -> Result<(), Fault> {
    let Some((request, status)) = goes_on(cx, id).await? else {
        return fresh::asked(cx, mail, fresh::Regards::Nowhere).await;
    };
    let standing = standing(cx, mail, id).await?;
    if status.is_final() {
        let seen = request::Entity::find_by_id(request).one(cx.read()).await?;
        let seen = seen.ok_or_else(|| Fault::busy("a request has just gone"))?;
        return ended::answered(cx, mail, &seen, standing).await;
    }
    let files = received(cx, mail, request).await?;
    let tx = cx.begin().await?;
    let Some(mut row) = hold(&tx, request).await? else { return Err(Fault::busy("a request has just gone")) };
    if row.status.is_final() || row.merged_into.is_some() || row.erased_at.is_some() {
        return Err(Fault::busy("a request has just ended; the mail is looked at again"));
    }
    let sender = Sender::of(cx, &*tx, address_of(mail)).await?;
    let person = match standing {
        Standing::Participant => sender.person_of(&*tx, row.id).await?,
        _ => None,
    };
    let staff = of_staff(cx, &tx, mail, person.as_ref()).await?;
    let by = match (&staff, &person) {
        (Some(_), _) => Known::confirmed(None),
        (None, Some(person)) => Known::confirmed(person.account_id),
        (None, None) => Known::NOBODY,
    };
    let earlier = earlier(cx, &tx, mail, by).await?;
    if let Earlier::Same(there) = earlier {
        mail.done(cx, &tx, Some(there), sender.account).await?;
        return tx.commit().await;
    }
    let message = if let Some(staff) = staff {
        Some(by_staff(cx, &tx, (&mut row, staff), mail, &files).await?)
    } else if let Some(person) = person {
        Some(by_customer(cx, &tx, (&mut row, &person), mail, &files).await?)
    } else {
        by_nobody(cx, &tx, &mut row, mail, &files).await?
    };
    if let Some(message) = message {
        keep_ref(cx, &tx, &row, message, (mail, earlier)).await?;
    }
    mail.done(cx, &tx, Some(row.id), sender.account).await?;
    tx.commit().await
}

async fn by_customer(
    cx: &Cx,
    tx: &Tx,
    (row, person): (&mut request::Model, &request_person::Model),
    mail: &Arrived,
    files: &[Sent],
) -> Result<Uuid, Fault> {
    let writer = Writer { account: person.account_id, member: person.member_id, person: Some(person.id), staff: None };
    let doer = Doer { by: By::Author, id: person.account_id };
    let incoming = Incoming {
        channel: MessageChannel::Mail,
        writer,
        text: &text_of(mail),
        html: mail.mail.html.as_deref(),
        raw_mail: Some(mail.id),
        takes_files: false,
        files,
        // What waited is processed again; a machine that hides that it is one does so five times an hour.
        moves: row.status != Status::Processing && may_move(cx, tx, row).await?,
    };
    receive(cx, tx, row, doer, &incoming).await.map_err(sure)
}

async fn may_move(cx: &Cx, tx: &Tx, row: &request::Model) -> Result<bool, Fault> {
    use request_event::{Column, Entity};
    let now = cx.now();
    let moved: Vec<Moment> = Entity::find()
        .select_only()
        .column(Column::At)
        .filter(Column::RequestId.eq(row.id))
        .filter(Column::ToStatus.eq(Status::Processing))
        .filter(Column::FromStatus.is_not_null())
        .filter(Column::At.gte(now.plus(-HOUR)))
        .into_tuple()
        .all(&**tx)
        .await?;
    Ok(limits::may_reopen(&moved, now))
}

/// The member of the staff whose own address for answers it came to, and who is proven to have written it.
async fn of_staff(
    cx: &Cx,
    tx: &Tx,
    mail: &Arrived,
    person: Option<&request_person::Model>,
) -> Result<Option<Uuid>, Fault> {
    if mail.decision.rule != Some(Rule::Address) || !mail.clues.is_proven || mail.clues.is_disproved {
        return Ok(None);
    }
    let keys = &cx.app.keys;
    // A customer's own address for answers is no colleague's.
    let is_own = |mark| person.is_some_and(|person| Marked::is_of_recipient(mark, keys, person.id));
    if mail.clues.addressed.iter().all(is_own) {
        return Ok(None);
    }
    let address = gatehouse_address::normalized(address_of(mail));
    let all = staff::with_roles(cx, tx, AGENTS).await?;
    let theirs = all.into_iter().find(|member| {
        let is_theirs = mail.clues.addressed.iter().any(|mark| mark.is_of_recipient(keys, member.sealed_by));
        is_theirs && gatehouse_address::normalized(&member.email) == address
    });
    Ok(theirs.map(|member| member.sealed_by))
}

async fn by_staff(
    cx: &Cx,
    tx: &Tx,
    (row, staff): (&mut request::Model, Uuid),
    mail: &Arrived,
    files: &[Sent],
) -> Result<Uuid, Fault> {
    let doer = Doer { by: By::Staff, id: Some(staff) };
    let writer = Writer { staff: Some(staff), ..Writer::default() };
    let came = Came { html: mail.mail.html.as_deref(), raw_mail: mail.id, files };
    let text = text_of(mail);
    let with = With::Mail(came);
    let message = send_with(cx, tx, row, doer, (writer, MessageChannel::Mail), (&text, None), with).await;
    let message = message.map_err(sure)?;
    // They wrote it, and the log says so.
    let as_staff = cx.acting_as(Actor::Staff(StaffActor { id: staff, roles: AGENTS.to_vec() }));
    as_staff.audit(tx, of_account(STAFF_ANSWERED.about(row.id), row.account_id)).await?;
    Ok(message)
}

/// Kept, for staff alone; it changes nothing, and nobody is told. So many a day; further ones are mails of the request and no messages (`None`), and what
/// was attached to them goes.
async fn by_nobody(
    cx: &Cx,
    tx: &Tx,
    row: &mut request::Model,
    mail: &Arrived,
    files: &[Sent],
) -> Result<Option<Uuid>, Fault> {
    let counter = Counter::new(cx, "support.unconfirmed", row.id.as_bytes(), UNCONFIRMED);
    if counters::add(cx, tx, &[counter]).await?.first().is_none_or(|count| *count > MOST_UNCONFIRMED) {
        return Ok(None);
    }
    let new = NewMessage {
        channel: MessageChannel::Mail,
        audience: Audience::Public,
        author: Author::Customer,
        writer: Writer::default(),
        text: &text_of(mail),
        html: mail.mail.html.as_deref(),
        raw_mail: Some(mail.id),
        unconfirmed: true,
        is_solution: false,
        takes_files: false,
    };
    let message = add(cx, tx, row, &new).await?;
    give(cx, tx, row, &message, files).await?;
    row.updated_at = cx.now();
    let facts = json!({
        "message": message.id,
        "from": address_of(mail),
        "same_company": mail.decision.standing == Standing::SameCompany,
    });
    happened(cx, tx, row, Doer::program(By::Machine), ("unconfirmed", None, None), facts).await?;
    Ok(Some(message.id))
}
