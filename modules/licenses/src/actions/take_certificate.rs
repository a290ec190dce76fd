//! A member of the staff takes the certificate of a license, to send it to somebody who asks (LIC-25). It names the licensee, so the log
//! says who took it.

use crate::events;
use crate::queries::certificate::{Certificate, of_first_holder};
use crate::rights::{LicensesRead, NotAllowed, may};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Uuid, refuse};

/// Why there is none.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum CertificateRefusal {
    /// Neither role nor scope.
    NotAllowed(NotAllowed),
    /// No such license, or one that a clerk must look at first.
    #[refusal(404, "license.no_certificate", refusal_no_certificate)]
    None,
}

/// What stands on it.
pub async fn take_certificate(cx: &Cx, license: Uuid) -> Outcome<Certificate, CertificateRefusal> {
    may::<LicensesRead>(cx).or_refuse()?;
    let Some(certificate) = of_first_holder(cx, license).await? else { return Err(refuse(CertificateRefusal::None)) };
    let tx = cx.begin().await?;
    cx.audit(&tx, events::CERTIFICATE_TAKEN.about(license)).await?;
    tx.commit().await?;
    Ok(certificate)
}
