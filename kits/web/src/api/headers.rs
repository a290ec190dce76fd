//! The headers that operations of all modules take, for the description that programs read: `params(Once)`.

use utoipa::IntoParams;
use utoipa::openapi::Required;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, SchemaType, Type};

/// The key by which a repeated request is known.
pub struct Once;

/// Changes only what the caller has seen.
pub struct IfMatch;

/// Answers only what the caller does not have.
pub struct IfNoneMatch;

impl IntoParams for Once {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        header("Idempotency-Key", "The same key does it once")
    }
}

impl IntoParams for IfMatch {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        header("If-Match", "Only when it is still at this ETag")
    }
}

impl IntoParams for IfNoneMatch {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        header("If-None-Match", "The ETag that the caller has")
    }
}

fn header(name: &str, told: &str) -> Vec<Parameter> {
    let parameter = ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .description(Some(told))
        .required(Required::False)
        .schema(Some(ObjectBuilder::new().schema_type(SchemaType::from_iter([Type::String, Type::Null])).build()))
        .build();
    vec![parameter]
}
