//! Anybody checks the certificate of a contract (LIC-28): with the contract's number and the check code that stand on the paper, they are told whether
//! it is genuine, which issue is the latest, and how the contract stands today. No name is told: whoever types the company on the paper is told
//! whether it was made out to that one. A wrong number and a wrong code get the same answer.

use crate::queries::contract_certificate::checked;
use crate::tables::contract;
use gatehouse_catalog::model::input::NAME;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, refuse};
use gatehouse_guard::limit::TooOften;
use gatehouse_guard::{Budget, Limit};
use gatehouse_licenses::model::certificate::TypedCode;

/// Checks of a network: 20 at once, then one every 30 seconds.
pub const CHECKS: Budget =
    Budget::of_strangers(Limit { action: "support.contract_certificate", burst: 20, seconds_each: 30 });

/// What stands on the paper.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct CheckContract {
    /// The contract's number.
    pub number: String,
    /// The check code.
    pub code: String,
    /// The company, where that shall be checked too.
    pub company: String,
}

/// A certificate that is genuine.
#[derive(Clone, Debug)]
pub struct CheckedContract {
    /// The contract as it stands now.
    pub contract: contract::Model,
    /// What it covers; none: all products.
    pub products: Vec<String>,
    /// Whether it was made out to the company that was typed; `None`: none was.
    pub is_company: Option<bool>,
}

/// Why nothing is told.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum CheckRefusal {
    /// What was typed can be no number of a contract.
    #[refusal(422, "contract_certificate.number", refusal_contract_number, field = "number")]
    Number,
    /// What was typed can be no check code.
    #[refusal(422, "contract_certificate.code", refusal_contract_code, field = "code")]
    Code,
    /// No contract has this number, or the code is of another certificate.
    #[refusal(404, "contract_certificate.not_genuine", refusal_contract_not_genuine)]
    NotGenuine,
    /// Too many from this network.
    TooOften(TooOften),
}

/// Checks it.
pub async fn check_contract(cx: &Cx, typed: &CheckContract) -> Outcome<CheckedContract, CheckRefusal> {
    let number = typed.number.trim();
    if number.is_empty() || number.chars().nth(NAME).is_some() || number.chars().any(char::is_control) {
        return Err(refuse(CheckRefusal::Number));
    }
    let code = TypedCode::read(&typed.code).ok_or(CheckRefusal::Code).or_refuse()?;
    CHECKS.check(cx)?.or_refuse()?;
    match checked(cx, (number, &code), typed.company.trim()).await? {
        Some((contract, products, is_company)) => Ok(CheckedContract { contract, products, is_company }),
        None => Err(refuse(CheckRefusal::NotGenuine)),
    }
}
