//! The messages that other systems are sent, in the description that programs read: one for each published event, with an example.

use gatehouse_context::Event;
use gatehouse_core::Lang;
use gatehouse_webhooks::model::message;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::path::{HttpMethod, Operation, OperationBuilder, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::path::{PathItem, Paths, PathsBuilder};
use utoipa::openapi::request_body::{RequestBody, RequestBodyBuilder};
use utoipa::openapi::response::ResponseBuilder;
use utoipa::openapi::schema::{AdditionalProperties, KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{OpenApi, Ref, Required, Schema};

/// The shape of every message.
const MESSAGE: &str = "WebhookMessage";

/// Adds what is sent of these events.
pub(super) fn add(openapi: &mut OpenApi, published: &[&'static Event]) {
    if published.is_empty() {
        return;
    }
    let components = openapi.components.get_or_insert_with(Default::default);
    components.schemas.insert(MESSAGE.to_owned(), shape().into());
    openapi.webhooks = Some(described(published));
}

fn described(published: &[&'static Event]) -> Paths {
    let item = |event: &Event| PathItem::new(HttpMethod::Post, operation(event));
    published.iter().fold(PathsBuilder::new(), |paths, event| paths.path(event.word, item(event))).build()
}

fn shape() -> Schema {
    let text = || ObjectBuilder::new().schema_type(Type::String);
    ObjectBuilder::new()
        .schema_type(Type::Object)
        .description(Some("A message: kinds and ids. What they are now is asked of this API."))
        .property("type", text())
        .property("timestamp", text().format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime))))
        .property("sequence", ObjectBuilder::new().schema_type(Type::Integer))
        .property(
            "data",
            ObjectBuilder::new()
                .schema_type(Type::Object)
                .description(Some("Ids by the kinds of their records"))
                .additional_properties(Some(AdditionalProperties::<Schema>::FreeForm(true))),
        )
        .required("type")
        .required("timestamp")
        .required("data")
        .build()
        .into()
}

fn operation(event: &Event) -> Operation {
    let (taken, gone) = ("Taken. Any other status is tried again", "Nothing more is sent: the webhook is switched off");
    OperationBuilder::new()
        .tag("webhooks")
        .operation_id(Some(event.word.replace('.', "_")))
        .summary(Some((event.text)(Lang::En)))
        .parameter(header("webhook-id", "`msg_…`: the same at every try"))
        .parameter(header("webhook-timestamp", "When it was signed, in seconds since 1970-01-01T00:00:00Z"))
        .parameter(header(
            "webhook-signature",
            "`v1,` and the signature; two of them, with a blank between, while a secret is replaced",
        ))
        .request_body(Some(body(event)))
        .response("2XX", ResponseBuilder::new().description(taken).build())
        .response("410", ResponseBuilder::new().description(gone).build())
        .build()
}

fn body(event: &Event) -> RequestBody {
    let example = message::example(event.word, event.record);
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(MESSAGE))).example(Some(example)).build();
    RequestBodyBuilder::new().content("application/json", content).required(Some(Required::True)).build()
}

fn header(name: &str, told: &str) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .description(Some(told))
        .required(Required::True)
        .schema(Some(ObjectBuilder::new().schema_type(Type::String).build()))
        .build()
}
