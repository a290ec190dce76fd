//! Those who manage a company's licenses are told that one was added or removed (COM-13). That one was declined by a clerk, and why,
//! [`crate::mails::verified`] says.

use crate::mails::product_name;
use crate::model::license::grouped;
use crate::tables::license;
use gatehouse_companies::notices::{self, News};
use gatehouse_companies::queries::members;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// It was added.
    Added,
    /// It was removed.
    Removed,
}

/// Has it told. `member`: who did it.
pub(super) async fn tell(
    cx: &Cx,
    tx: &Tx,
    company: Uuid,
    license: &license::Model,
    (member, what): (Uuid, What),
) -> Result<(), Fault> {
    let (product, number) = (product_name(tx, license).await?, grouped(&license.number));
    let by = members::name_of_member(cx, &**tx, company, member).await?;
    let news = match what {
        What::Added => News::LicenseAdded { product, number, by },
        What::Removed => News::LicenseRemoved { product, number, by },
    };
    notices::tell(cx, tx, company, &news).await
}
