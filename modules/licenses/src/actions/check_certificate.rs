//! Anybody checks a license certificate (LIC-25): with the license number and the check code that stand on the paper, they are told
//! whether it is genuine, what it is for, and how the license stands today. A name is never told: whoever types the one on the paper is
//! told whether the certificate was made out to it. A wrong number and a wrong code get the same answer.

use crate::model::certificate::TypedCode;
use crate::model::license::number_from;
use crate::queries::certificate::{by_number, catalog, is_certified};
use crate::tables::license;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, refuse};
use gatehouse_guard::limit::TooOften;
use gatehouse_guard::{Budget, Limit};

/// Checks of a network: 20 at once, then one every 30 seconds.
pub const CHECKS: Budget = Budget::of_strangers(Limit { action: "licenses.certificate", burst: 20, seconds_each: 30 });

/// What stands on the paper.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct CheckCertificate {
    /// The license number.
    pub number: String,
    /// The check code.
    pub code: String,
    /// The licensee, where that shall be checked too.
    pub licensee: String,
}

/// A certificate that is genuine.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The license as it stands now.
    pub license: license::Model,
    /// Its product.
    pub product: String,
    /// Its edition.
    pub edition: String,
    /// Whether it was made out to the name that was typed; `None`: none was.
    pub is_licensee: Option<bool>,
}

/// Why nothing is told.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum CheckRefusal {
    /// What was typed can be no number of a license.
    #[refusal(422, "certificate.number", refusal_certificate_number, field = "number")]
    Number,
    /// What was typed can be no check code.
    #[refusal(422, "certificate.code", refusal_certificate_code, field = "code")]
    Code,
    /// No license has this number, or the code is of another certificate.
    #[refusal(404, "certificate.not_genuine", refusal_certificate_not_genuine)]
    NotGenuine,
    /// Too many from this network.
    TooOften(TooOften),
}

/// Checks it.
pub async fn check_certificate(cx: &Cx, typed: &CheckCertificate) -> Outcome<Checked, CheckRefusal> {
    let number = number_from(&typed.number).ok_or(CheckRefusal::Number).or_refuse()?;
    let code = TypedCode::read(&typed.code).ok_or(CheckRefusal::Code).or_refuse()?;
    CHECKS.check(cx)?.or_refuse()?;
    let Some(license) = by_number(cx, &number).await?.filter(is_certified) else {
        return Err(refuse(CheckRefusal::NotGenuine));
    };
    let key = subject::keys(cx, cx.read(), &[license.purchase_id]).await?.remove(&license.purchase_id);
    let Some(key) = key.filter(|key| code.is_of(key, license.id)) else {
        return Err(refuse(CheckRefusal::NotGenuine));
    };
    let name = typed.licensee.trim();
    let is_licensee = (!name.is_empty()).then(|| code.is_made_out_to(&key, license.id, name));
    let (product, edition) = catalog(cx, &license).await?;
    Ok(Checked { license, product: product.name, edition: edition.name, is_licensee })
}
