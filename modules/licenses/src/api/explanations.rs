//! Why a device is or would be refused (LIC-10): what a product asks to tell the person at it. A refusal of an activation leads here.

use super::activations::ActivationRequest;
use crate::actions::activate::{Activate, Activated, activate};
use crate::actions::explain::explain_activation;
use crate::actions::limits::EXPLANATIONS;
use crate::model::rule::Told;
use crate::model::seat_refusal::SeatRefusal;
use crate::model::trace::{Step, Trace};
use axum::http::StatusCode;
use axum::response::Response;
use gatehouse_context::Cx;
use gatehouse_core::{Finality, Lang, Outcome, Refusal};
use gatehouse_l10n::Format;
use gatehouse_web::api;
use gatehouse_web::halt::Problem;
use gatehouse_web::{ApiDoors, ApiVisit, Halt, JsonBody, operations};
use serde::Serialize;

/// Where the same body is posted to learn why.
pub(super) const EXPLAIN: &str = "/api/v1/activations/explain";

/// The operations.
pub fn doors() -> ApiDoors {
    ApiDoors::new().anyone(EXPLANATIONS, operations![explain_activation_of_device])
}

/// A refusal that can be explained.
#[derive(Debug)]
struct Explained(SeatRefusal);

impl Refusal for Explained {
    fn code(&self) -> &'static str {
        self.0.code()
    }
    fn text(&self, lang: Lang) -> String {
        self.0.text(lang)
    }
    fn next(&self, lang: Lang) -> Option<String> {
        self.0.next(lang)
    }
    fn field(&self) -> Option<&str> {
        self.0.field()
    }
    fn finality(&self) -> Finality {
        self.0.finality()
    }
    fn status(&self) -> u16 {
        self.0.status()
    }
    fn position(&self) -> Option<u8> {
        self.0.position()
    }
    fn explain(&self) -> Option<&'static str> {
        Some(EXPLAIN)
    }
}

/// Activates; a refusal says where it is explained.
pub(super) async fn activate_or_explain(cx: &Cx, input: Activate) -> Result<Activated, Halt> {
    let activated: Outcome<Activated, Explained> = activate(cx, input).await.map_err(|stop| stop.map(Explained));
    Ok(activated?)
}

/// What one rule said.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ExplainedRule {
    /// The rule's word, such as `seat`.
    rule: &'static str,
    /// What it asks, in the language of `Accept-Language`.
    name: String,
    /// Whether it lets the device pass; missing after the first rule that does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    passed: Option<bool>,
    /// What was measured, for a person; missing where there is nothing to measure.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    /// What it is measured against.
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<String>,
}

/// The decision on an activation, rule by rule, in the order in which they are asked.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(example = json!({"would_pass": false, "rules": [
    {"rule": "code_known", "name": "A license has this code", "passed": true},
    {"rule": "seat", "name": "A seat is free", "passed": false, "value": "5", "limit": "5"}],
    "failed": "seat", "code": "license.no_seat_free", "text": "All 5 seats of this license are in use by other devices.",
    "next": "Deactivate a device that no longer needs the license, on that device or in your account, then try again.",
    "final": true, "link": "https://portal.example.com/licenses"}))]
pub struct Explanation {
    /// Whether this very activation would be taken now.
    would_pass: bool,
    /// All rules. After the first that says no, no other is asked.
    rules: Vec<ExplainedRule>,
    /// The word of the rule that says no.
    #[serde(skip_serializing_if = "Option::is_none")]
    failed: Option<&'static str>,
    /// The code of the refusal.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
    /// Why, in a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// What puts it right, in a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    /// Whether asking again is useless until something else changes.
    #[serde(rename = "final", skip_serializing_if = "Option::is_none")]
    is_final: Option<bool>,
    /// Seconds to wait before asking again, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<u32>,
    /// Where a person can put it right.
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
}

/// Tells why an activation with this request would be refused now. It changes nothing and takes no seat.
#[utoipa::path(post, path = "/api/v1/activations/explain", tag = "products", request_body = ActivationRequest, responses(
    (status = 200, description = "The decision, whether it would pass or not", body = Explanation),
    (status = 429, description = "`rate.limited`: too many explanations", body = Problem, content_type = "application/problem+json"),
))]
async fn explain_activation_of_device(
    ApiVisit(cx): ApiVisit,
    JsonBody { value, .. }: JsonBody<ActivationRequest>,
) -> Result<Response, Halt> {
    let origin = cx.app.settings.origin.clone();
    let trace = explain_activation(&cx, value.into()).await?;
    api::json(StatusCode::OK, &explanation(&trace, &Format::new(cx.lang, cx.zone.clone()), &origin))
}

fn explanation(trace: &Trace<SeatRefusal>, format: &Format, origin: &str) -> Explanation {
    let lang = format.lang();
    let failed = trace.refused();
    let refusal = failed.and_then(|step| step.refusal.as_ref());
    let (is_final, retry_after) = match refusal.map(Refusal::finality) {
        Some(Finality::Final) => (Some(true), None),
        Some(Finality::TryAgain { after }) => (Some(false), after),
        None => (None, None),
    };
    let link = failed.and_then(|step| match &step.refusal {
        Some(SeatRefusal::AgreementRequired { page }) => Some(page.clone()),
        _ => step.rule.link(Told::Product, None).map(|path| format!("{origin}{path}")),
    });
    Explanation {
        would_pass: trace.passes(),
        rules: trace.0.iter().map(|step| explained(step, format)).collect(),
        failed: failed.map(|step| step.rule.word()),
        code: refusal.map(Refusal::code),
        text: refusal.map(|refusal| refusal.text(lang)),
        next: refusal.and_then(|refusal| refusal.next(lang)),
        is_final,
        retry_after,
        link,
    }
}

fn explained(step: &Step<SeatRefusal>, format: &Format) -> ExplainedRule {
    let words = |text: String| Some(text).filter(|text| !text.is_empty());
    ExplainedRule {
        rule: step.rule.word(),
        name: step.rule.name(format.lang()),
        passed: step.is_asked.then_some(step.refusal.is_none()),
        value: words(step.measured.value.words(format)),
        limit: words(step.measured.limit.words(format)),
    }
}
