//! A member of the staff takes the certificate of a contract, to send it to somebody who asks (LIC-28). It names people, so the log says who took it.

use crate::events::CONTRACT_CERTIFICATE_TAKEN;
use crate::queries::contract_certificate::{ContractCertificate, of_any};
use crate::refusals::ContractRefusal;
use crate::rights::{ContractsRead, may};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid, refuse};

/// What stands on it.
pub async fn take_contract_certificate(cx: &Cx, contract: Uuid) -> Outcome<ContractCertificate, ContractRefusal> {
    may::<ContractsRead>(cx).or_refuse()?;
    let Some(certificate) = of_any(cx, contract).await? else { return Err(refuse(ContractRefusal::NotFound)) };
    let tx = cx.begin().await?;
    cx.audit(&tx, CONTRACT_CERTIFICATE_TAKEN.about(contract)).await?;
    tx.commit().await?;
    Ok(certificate)
}
