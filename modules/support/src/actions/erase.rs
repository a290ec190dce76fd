//! The texts of a request are erased (PRI-2): its key, and with it every text and file that it seals; people, mails and drafts. Number, dates,
//! statuses and the chain of events stay for three years and name nobody.

use crate::events::ERASED;
use crate::signals::RequestErased;
use crate::tables::{
    critical_incident, import_item, mail_move, message_delivery, message_ref, request, request_draft, request_event,
    request_file, request_link, request_message, request_person, request_viewer, request_watcher, support_counted,
    survey,
};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::Condition;
use sea_orm::entity::prelude::*;

/// Erases them. The caller holds the row.
pub(crate) async fn erase(cx: &Cx, tx: &Tx, id: Uuid) -> Result<(), Fault> {
    cx.raise(tx, RequestErased { request: id }).await?;
    mail_move::Entity::delete_many()
        .filter(Condition::any().add(mail_move::Column::FromRequest.eq(id)).add(mail_move::Column::ToRequest.eq(id)))
        .exec(&**tx)
        .await?;
    message_delivery::Entity::delete_many().filter(message_delivery::Column::RequestId.eq(id)).exec(&**tx).await?;
    message_ref::Entity::delete_many().filter(message_ref::Column::RequestId.eq(id)).exec(&**tx).await?;
    request_message::Entity::delete_many().filter(request_message::Column::RequestId.eq(id)).exec(&**tx).await?;
    request_file::Entity::delete_many().filter(request_file::Column::RequestId.eq(id)).exec(&**tx).await?;
    request_person::Entity::delete_many().filter(request_person::Column::RequestId.eq(id)).exec(&**tx).await?;
    request_draft::Entity::delete_many().filter(request_draft::Column::RequestId.eq(id)).exec(&**tx).await?;
    critical_incident::Entity::delete_many().filter(critical_incident::Column::RequestId.eq(id)).exec(&**tx).await?;
    request_watcher::Entity::delete_many().filter(request_watcher::Column::RequestId.eq(id)).exec(&**tx).await?;
    request_viewer::Entity::delete_many().filter(request_viewer::Column::RequestId.eq(id)).exec(&**tx).await?;
    request_event::Entity::update_many()
        .col_expr(request_event::Column::ActorId, Expr::value(None::<Uuid>))
        .col_expr(request_event::Column::FactsSealed, Expr::value(None::<Vec<u8>>))
        .filter(request_event::Column::RequestId.eq(id))
        .exec(&**tx)
        .await?;
    // The mark stays; what was written to it may tell of the request.
    survey::Entity::update_many()
        .col_expr(survey::Column::CommentSealed, Expr::value(None::<Vec<u8>>))
        .filter(survey::Column::RequestId.eq(id))
        .exec(&**tx)
        .await?;
    use request::Column;
    request::Entity::update_many()
        .col_expr(Column::AccountId, Expr::value(None::<Uuid>))
        .col_expr(Column::MemberId, Expr::value(None::<Uuid>))
        .col_expr(Column::FormSealed, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::SubjectSealed, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::Country, Expr::value(None::<String>))
        .col_expr(Column::LicenseId, Expr::value(None::<Uuid>))
        .col_expr(Column::StepAt, Expr::value(None::<i64>))
        .col_expr(Column::DueAt, Expr::value(None::<i64>))
        .col_expr(Column::EraseAt, Expr::value(None::<i64>))
        .col_expr(Column::ErasedAt, Expr::value(cx.now()))
        .filter(Column::Id.eq(id))
        .exec(&**tx)
        .await?;
    gatehouse_mail::forget_subject(tx, id).await?;
    gatehouse_messages::forget_account(tx, id).await?;
    subject::destroy(cx, tx, id).await?;
    cx.audit(tx, ERASED.about(id)).await
}

/// What is left of it goes too.
pub(crate) async fn forget(tx: &Tx, ids: &[Uuid]) -> Result<u64, Fault> {
    let of = || ids.iter().copied();
    request_event::Entity::delete_many().filter(request_event::Column::RequestId.is_in(of())).exec(&**tx).await?;
    request_link::Entity::delete_many()
        .filter(
            Condition::any()
                .add(request_link::Column::RequestId.is_in(of()))
                .add(request_link::Column::OtherId.is_in(of())),
        )
        .exec(&**tx)
        .await?;
    request_watcher::Entity::delete_many().filter(request_watcher::Column::RequestId.is_in(of())).exec(&**tx).await?;
    request_viewer::Entity::delete_many().filter(request_viewer::Column::RequestId.is_in(of())).exec(&**tx).await?;
    support_counted::Entity::delete_many().filter(support_counted::Column::RequestId.is_in(of())).exec(&**tx).await?;
    survey::Entity::update_many()
        .col_expr(survey::Column::RequestId, Expr::value(None::<Uuid>))
        .filter(survey::Column::RequestId.is_in(of()))
        .exec(&**tx)
        .await?;
    // That it was taken stays, so that no import brings it again.
    import_item::Entity::update_many()
        .col_expr(import_item::Column::RequestId, Expr::value(None::<Uuid>))
        .filter(import_item::Column::RequestId.is_in(of()))
        .exec(&**tx)
        .await?;
    let gone = request::Entity::delete_many()
        .filter(request::Column::Id.is_in(of()))
        .filter(request::Column::ErasedAt.is_not_null())
        .exec(&**tx)
        .await?;
    Ok(gone.rows_affected)
}
