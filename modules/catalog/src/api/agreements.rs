//! `/api/v1/agreements/{product}`: the license agreement that a product shows before its first activation (LIC-34).

use crate::queries::agreements;
use crate::texts;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use gatehouse_core::Uuid;
use gatehouse_guard::{Budget, Limit};
use gatehouse_web::halt::Problem;
use gatehouse_web::{ApiDoors, ApiVisit, Halt, api, operations};
use serde::Serialize;
use utoipa::ToSchema;

/// A text can be long, and a device needs it once.
const AGREEMENTS: Budget = Budget::of_strangers(Limit { action: "catalog.agreement", burst: 60, seconds_each: 5 });

pub(super) fn doors() -> ApiDoors {
    ApiDoors::new().anyone(AGREEMENTS, operations![get_agreement])
}

/// The version of a product's license agreement that is in force.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"id": "0199a0c2-7d00-7000-8000-000000000013", "product": "home-security", "number": 2,
    "title": "License agreement for Home Security", "lang": "en", "text": "1. You may use the program on as many devices as the license has seats.",
    "page": "https://licenses.example.com/agreements/0199a0c2-7d00-7000-8000-000000000013", "published_at": "2026-12-01T12:00:00Z"}))]
pub struct AgreementAnswer {
    /// What an activation names as `agreement`, once the person has accepted this version.
    id: Uuid,
    /// The product's code.
    product: String,
    /// The version, from 1.
    number: i64,
    title: String,
    /// The language of the text: that of `Accept-Language`, else English, else any that there is.
    lang: String,
    text: String,
    /// Where a person can read it.
    page: String,
    #[schema(format = DateTime)]
    published_at: String,
}

/// The license agreement of a product, in the language of `Accept-Language` where it has one.
#[utoipa::path(get, path = "/api/v1/agreements/{product}", tag = "products",
    params(("product" = String, Path, description = "The product's code in the catalog", example = "home-security")), responses(
    (status = 200, description = "The version in force", body = AgreementAnswer),
    (status = 404, description = "No such product, or it has no license agreement", body = Problem, content_type = "application/problem+json"),
    (status = 429, description = "`rate.limited`: 60 at once, then one in 5 seconds for a network", body = Problem, content_type = "application/problem+json"),
))]
async fn get_agreement(ApiVisit(cx): ApiVisit, Path(product): Path<String>) -> Result<Response, Halt> {
    AGREEMENTS.check(&cx)?.map_err(Halt::refused)?;
    let agreement = agreements::of_product(&cx, &product).await?.ok_or(Halt::NotFound)?;
    let (lang, text) = agreement.text(cx.lang);
    let answer = AgreementAnswer {
        id: agreement.version.id,
        title: texts(cx.lang).msg_agreement_of(&agreement.product),
        number: agreement.version.number,
        lang: lang.to_owned(),
        text: text.to_owned(),
        page: format!("{}{}", cx.app.settings.origin, agreement.page()),
        published_at: agreement.version.published_at.rfc3339(),
        product: agreement.product_code,
    };
    api::json(StatusCode::OK, &answer)
}
