//! Those who manage a company's licenses are told that one was added or removed (COM-13). That one was declined by a clerk,
//! [`super::verified`] says.

use super::product_name;
use crate::model::license::grouped;
use crate::tables::license;
use gatehouse_companies::model::rights::CompanyRight;
use gatehouse_companies::queries::notices;
use gatehouse_companies::tables::company;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_mail::Letter;
use sea_orm::EntityTrait as _;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum News {
    /// It was added.
    Added {
        /// A clerk looks at it first (LIC-23).
        is_pending: bool,
    },
    /// It was removed.
    Removed,
}

/// Queues the mails, each in its reader's language.
pub(crate) async fn tell(cx: &Cx, tx: &Tx, company: Uuid, license: &license::Model, news: News) -> Result<(), Fault> {
    let Some(company) = company::Entity::find_by_id(company).one(&**tx).await? else { return Ok(()) };
    let (product, number, name) = (product_name(tx, license).await?, grouped(&license.number), company.name.as_str());
    let list = format!("/c/{}/licenses", company.slug);
    for to in notices::with_right(cx, &**tx, &[company.id], CompanyRight::ManageLicenses).await? {
        let t = crate::texts(to.lang);
        let letter = match news {
            News::Added { is_pending } => Letter::new(cx, "licenses.company_added", &to)
                .title(t.msg_mail_company_added_title(name, &product))
                .lead(t.msg_mail_company_added_lead(name, &number, &product))
                .lines(is_pending.then(|| t.msg_mail_company_added_pending()))
                .button(t.msg_mail_company_open(), &format!("{list}/{}", license.id)),
            News::Removed => Letter::new(cx, "licenses.company_removed", &to)
                .title(t.msg_mail_company_removed_title(name, &product))
                .lead(t.msg_mail_company_removed_lead(name, &number, &product))
                .line(t.msg_mail_company_removed_support(&product))
                .button(t.msg_mail_company_list(), &list),
        };
        letter.reason(t.msg_mail_company_reason(name)).queue(tx).await?;
    }
    Ok(())
}
