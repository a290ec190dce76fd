//! Requests follow people and companies: who leaves takes nothing along, who is carried over has theirs again, what a person or company asked ends
//! with them. Steps of the listeners, in the transaction of what they hear. Texts are erased by a job, because there may be thousands; nobody
//! sees them from the commit on.

use super::contract_contacts::Changes;
use super::contract_news::{News, tell_others};
use super::index;
use crate::events::CONTACT_REMOVED;
use crate::jobs::erasing;
use crate::queries::own_contracts::{lookup_of, own_lookup};
use crate::tables::{
    contract, contract_contact, critical_incident, history_carry_over, request, request_draft, request_event,
    request_file, request_message, request_person, survey,
};
use gatehouse_accounts::contacts;
use gatehouse_companies::signals::{Ended, MemberJoined, MembershipEnded};
use gatehouse_companies::tables::company_member;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, ExprTrait as _, QuerySelect as _, QueryTrait as _};

/// An account goes: their own requests with it; what they asked in a company's name stays the company's, without them.
pub(crate) async fn account_deleted(cx: &Cx, tx: &Tx, account: Uuid) -> Result<(), Fault> {
    let now = cx.now();
    request::Entity::update_many()
        .col_expr(request::Column::EraseAt, Expr::value(now))
        .filter(request::Column::AccountId.eq(account))
        .filter(request::Column::CompanyId.is_null())
        .exec(&**tx)
        .await?;
    drop_drafts(cx, tx, account).await?;
    leave_surveys(tx, account).await?;
    crate::tables::provision_consent::Entity::delete_by_id(account).exec(&**tx).await?;
    let nobody = || Expr::value(None::<Uuid>);
    request::Entity::update_many()
        .col_expr(request::Column::AccountId, nobody())
        .filter(request::Column::AccountId.eq(account))
        .exec(&**tx)
        .await?;
    leave(tx, request_person::Column::AccountId.eq(account), now).await?;
    request_message::Entity::update_many()
        .col_expr(request_message::Column::AccountId, nobody())
        .filter(request_message::Column::AccountId.eq(account))
        .exec(&**tx)
        .await?;
    request_event::Entity::update_many()
        .col_expr(request_event::Column::ActorId, nobody())
        .filter(request_event::Column::ActorId.eq(account))
        .exec(&**tx)
        .await?;
    request_file::Entity::update_many()
        .col_expr(request_file::Column::AccountId, nobody())
        .filter(request_file::Column::AccountId.eq(account))
        .exec(&**tx)
        .await?;
    critical_incident::Entity::update_many()
        .col_expr(critical_incident::Column::AccountId, nobody())
        .filter(critical_incident::Column::AccountId.eq(account))
        .exec(&**tx)
        .await?;
    use history_carry_over::{Column, Entity};
    // How they were recognized is a text about them.
    Entity::update_many()
        .col_expr(Column::ReasonSealed, Expr::value(None::<Vec<u8>>))
        .filter(Condition::any().add(Column::FromAccount.eq(account)).add(Column::ToAccount.eq(account)))
        .exec(&**tx)
        .await?;
    for column in [Column::FromAccount, Column::ToAccount] {
        Entity::update_many().col_expr(column, nobody()).filter(column.eq(account)).exec(&**tx).await?;
    }
    erasing::enqueue(cx, tx).await
}

/// People leave requests: their rows stay for the names of messages, and lead to no account.
async fn leave(tx: &Tx, which: sea_orm::sea_query::SimpleExpr, now: Moment) -> Result<(), Fault> {
    request_person::Entity::update_many()
        .col_expr(request_person::Column::AccountId, Expr::value(None::<Uuid>))
        .col_expr(request_person::Column::RemovedAt, Expr::value(now))
        .filter(which)
        .exec(&**tx)
        .await?;
    Ok(())
}

/// A person's drafts go, each with its key and files.
async fn drop_drafts(cx: &Cx, tx: &Tx, account: Uuid) -> Result<(), Fault> {
    use request_draft::{Column, Entity};
    let drafts = Entity::find().filter(Column::AccountId.eq(account)).all(&**tx).await?;
    Entity::delete_many().filter(Column::AccountId.eq(account)).exec(&**tx).await?;
    // A few at the most: an account has a limited number of drafts.
    for draft in drafts.iter().filter(|draft| draft.request_id.is_none()) {
        subject::destroy(cx, tx, draft.id).await?;
    }
    let own = drafts.iter().map(|draft| draft.id);
    request_file::Entity::delete_many()
        .filter(request_file::Column::RequestId.is_in(own))
        .filter(request_file::Column::MessageId.is_null())
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Somebody is no user of the company any more: its requests stay its own (COM-8), and none of them leads to their account.
pub(crate) async fn membership_ended(cx: &Cx, tx: &Tx, ended: &MembershipEnded) -> Result<(), Fault> {
    let member = ended.member;
    request::Entity::update_many()
        .col_expr(request::Column::AccountId, Expr::value(None::<Uuid>))
        .filter(request::Column::MemberId.eq(member))
        .exec(&**tx)
        .await?;
    // Who was taken out of a request before does not come back to it with a membership.
    request_person::Entity::update_many()
        .col_expr(request_person::Column::MemberId, Expr::value(None::<Uuid>))
        .col_expr(request_person::Column::AccountId, Expr::value(None::<Uuid>))
        .filter(request_person::Column::MemberId.eq(member))
        .filter(request_person::Column::RemovedAt.is_not_null())
        .exec(&**tx)
        .await?;
    leave(tx, request_person::Column::MemberId.eq(member), cx.now()).await?;
    request_message::Entity::update_many()
        .col_expr(request_message::Column::AccountId, Expr::value(None::<Uuid>))
        .filter(request_message::Column::MemberId.eq(member))
        .exec(&**tx)
        .await?;
    let of_company = || {
        request::Entity::find()
            .select_only()
            .column(request::Column::Id)
            .filter(request::Column::CompanyId.eq(ended.company))
            .into_query()
    };
    request_file::Entity::update_many()
        .col_expr(request_file::Column::AccountId, Expr::value(None::<Uuid>))
        .filter(request_file::Column::AccountId.eq(ended.account))
        .filter(request_file::Column::MessageId.is_not_null())
        .filter(request_file::Column::RequestId.in_subquery(of_company()))
        .exec(&**tx)
        .await?;
    request_event::Entity::update_many()
        .col_expr(request_event::Column::ActorId, Expr::value(None::<Uuid>))
        .filter(request_event::Column::ActorId.eq(ended.account))
        .filter(request_event::Column::RequestId.in_subquery(of_company()))
        .exec(&**tx)
        .await?;
    critical_incident::Entity::update_many()
        .col_expr(critical_incident::Column::AccountId, Expr::value(None::<Uuid>))
        .filter(critical_incident::Column::AccountId.eq(ended.account))
        .filter(critical_incident::Column::RequestId.in_subquery(of_company()))
        .exec(&**tx)
        .await?;
    leave_contracts(cx, tx, ended).await
}

/// Nobody who is no user any more is a contact of the company's contracts, also where they were named by their address alone; their certificates
/// have a new issue, and the others are told.
async fn leave_contracts(cx: &Cx, tx: &Tx, ended: &MembershipEnded) -> Result<(), Fault> {
    use contract_contact::{Column, Entity};
    let lookup = own_lookup(cx, &**tx, ended.account).await?;
    let by_address = Condition::all().add(Column::CompanyId.eq(ended.company)).add(Column::EmailLookup.eq(lookup));
    let theirs =
        Condition::any().add(Column::MemberId.eq(ended.member)).add(by_address.add(Column::MemberId.is_null()));
    let rows = Entity::find().filter(theirs).all(&**tx).await?;
    if rows.is_empty() {
        return Ok(());
    }
    Entity::delete_many().filter(Column::Id.is_in(rows.iter().map(|row| row.id))).exec(&**tx).await?;
    let of: Vec<Uuid> = rows.iter().map(|row| row.contract_id).collect();
    contract::Entity::update_many()
        .col_expr(contract::Column::Issue, Expr::col(contract::Column::Issue).add(1))
        .col_expr(contract::Column::IssuedAt, Expr::value(cx.now()))
        .col_expr(contract::Column::Version, Expr::col(contract::Column::Version).add(1))
        .filter(contract::Column::Id.is_in(of.iter().copied()))
        .exec(&**tx)
        .await?;
    let contracts = contract::Entity::find().filter(contract::Column::Id.is_in(of)).all(&**tx).await?;
    let gone = Changes { removed: 1, ..Changes::default() };
    // A person is named by a few contracts.
    for row in contracts {
        cx.audit(tx, CONTACT_REMOVED.about(row.id)).await?;
        // Of a company that ends there is nobody to tell.
        if ended.ended != Ended::CompanyPurged && !row.is_over(cx.now()) {
            Box::pin(tell_others(cx, tx, &row, &News::Contacts(&gone), Some(ended.member))).await?;
        }
    }
    Ok(())
}

/// Somebody is a user now whom contracts of the company named by the address alone: they are found as the user from now on.
pub(crate) async fn member_joined(cx: &Cx, tx: &Tx, joined: &MemberJoined) -> Result<(), Fault> {
    use contract_contact::{Column, Entity};
    let lookup = lookup_of(cx, &joined.email);
    Entity::update_many()
        .col_expr(Column::MemberId, Expr::value(joined.member))
        .filter(Column::CompanyId.eq(joined.company))
        .filter(Column::EmailLookup.eq(lookup))
        .filter(Column::MemberId.is_null())
        .exec(&**tx)
        .await?;
    Ok(())
}

/// What one user had is another one's of the same person (COM-6, COM-8). Both ids may be the same, where a user came with a company that was merged.
pub(crate) async fn member_carried_over(cx: &Cx, tx: &Tx, from: Uuid, to: Uuid) -> Result<(), Fault> {
    let member = company_member::Entity::find_by_id(to).one(&**tx).await?;
    let account = member.as_ref().map(|member| member.account_id);
    request::Entity::update_many()
        .col_expr(request::Column::MemberId, Expr::value(to))
        .col_expr(request::Column::AccountId, Expr::value(account))
        .filter(request::Column::MemberId.eq(from))
        .exec(&**tx)
        .await?;
    // Requests that they belong to already by another row keep that one.
    let theirs = request_person::Entity::find()
        .filter(request_person::Column::AccountId.eq(account.unwrap_or_default()))
        .all(&**tx)
        .await?;
    request_person::Entity::update_many()
        .col_expr(request_person::Column::MemberId, Expr::value(to))
        .col_expr(request_person::Column::AccountId, Expr::value(account))
        .col_expr(request_person::Column::RemovedAt, Expr::value(None::<i64>))
        .filter(request_person::Column::MemberId.eq(from))
        // Who left with the membership has no account there; who was taken out of the request has.
        .filter(
            Condition::any()
                .add(request_person::Column::RemovedAt.is_null())
                .add(request_person::Column::AccountId.is_null()),
        )
        .filter(request_person::Column::RequestId.is_not_in(theirs.iter().map(|row| row.request_id)))
        .exec(&**tx)
        .await?;
    request_message::Entity::update_many()
        .col_expr(request_message::Column::MemberId, Expr::value(to))
        .col_expr(request_message::Column::AccountId, Expr::value(account))
        .filter(request_message::Column::MemberId.eq(from))
        .exec(&**tx)
        .await?;
    contract_contact::Entity::update_many()
        .col_expr(contract_contact::Column::MemberId, Expr::value(to))
        .filter(contract_contact::Column::MemberId.eq(from))
        .exec(&**tx)
        .await?;
    if let Some(member) = member {
        let contact = contacts::contact(cx, &**tx, member.account_id).await?;
        let email = contact.map(|contact| contact.to.email).unwrap_or_default();
        let joined = MemberJoined { company: member.company_id, member: to, email };
        member_joined(cx, tx, &joined).await?;
    }
    let own = request::Entity::find().filter(request::Column::MemberId.eq(to));
    index::marked(cx, tx, own).await
}

/// What a double had is the other company's.
pub(crate) async fn company_merged(cx: &Cx, tx: &Tx, from: Uuid, into: Uuid) -> Result<(), Fault> {
    use crate::model::places::CONTACT;
    let (old, new) = (subject::key(cx, &**tx, from).await?, subject::key(cx, &**tx, into).await?);
    // The contacts lie under the double's key, which ends with it: a few dozen at the most.
    let contacts =
        contract_contact::Entity::find().filter(contract_contact::Column::CompanyId.eq(from)).all(&**tx).await?;
    for contact in contacts {
        let plain = old.open(CONTACT, contact.id, &contact.person_sealed)?;
        let sealed = new.seal(cx.app.random.as_ref(), CONTACT, contact.id, &plain)?;
        contract_contact::Entity::update_many()
            .col_expr(contract_contact::Column::PersonSealed, Expr::value(sealed))
            .col_expr(contract_contact::Column::CompanyId, Expr::value(into))
            .filter(contract_contact::Column::Id.eq(contact.id))
            .exec(&**tx)
            .await?;
    }
    request::Entity::update_many()
        .col_expr(request::Column::CompanyId, Expr::value(into))
        .filter(request::Column::CompanyId.eq(from))
        .exec(&**tx)
        .await?;
    request_draft::Entity::update_many()
        .col_expr(request_draft::Column::CompanyId, Expr::value(into))
        .filter(request_draft::Column::CompanyId.eq(from))
        .exec(&**tx)
        .await?;
    contract::Entity::update_many()
        .col_expr(contract::Column::CompanyId, Expr::value(into))
        .filter(contract::Column::CompanyId.eq(from))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// A company is gone for good: the texts of its requests with it (PRI-2), and the contacts of its contracts.
pub(crate) async fn company_purged(cx: &Cx, tx: &Tx, company: Uuid) -> Result<(), Fault> {
    use crate::model::contract::ContractState;
    request::Entity::update_many()
        .col_expr(request::Column::EraseAt, Expr::value(cx.now()))
        .filter(request::Column::CompanyId.eq(company))
        .filter(request::Column::ErasedAt.is_null())
        .exec(&**tx)
        .await?;
    request_draft::Entity::update_many()
        .col_expr(request_draft::Column::EraseAt, Expr::value(cx.now()))
        .filter(request_draft::Column::CompanyId.eq(company))
        .exec(&**tx)
        .await?;
    contract_contact::Entity::delete_many().filter(contract_contact::Column::CompanyId.eq(company)).exec(&**tx).await?;
    contract::Entity::update_many()
        .col_expr(contract::Column::State, Expr::value(ContractState::Ended))
        .filter(contract::Column::CompanyId.eq(company))
        .exec(&**tx)
        .await?;
    erasing::enqueue(cx, tx).await
}

/// What was not sent is not sent, and no link opens any more. Marks stay, without the person and what they wrote.
async fn leave_surveys(tx: &Tx, account: Uuid) -> Result<(), Fault> {
    use survey::{Column, Entity};
    Entity::delete_many()
        .filter(Column::AccountId.eq(account))
        .filter(Column::AnsweredAt.is_null())
        .exec(&**tx)
        .await?;
    Entity::update_many()
        .col_expr(Column::AccountId, Expr::value(None::<Uuid>))
        .col_expr(Column::CommentSealed, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::TokenHash, Expr::value(None::<Vec<u8>>))
        .filter(Column::AccountId.eq(account))
        .exec(&**tx)
        .await?;
    Ok(())
}
