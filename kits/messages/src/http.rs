//! Any gateway that takes a message by HTTP: address, headers and body are templates.

use crate::provider::Outgoing;
use crate::template::{Template, Values, in_address};
use crate::trouble::Trouble;
use gatehouse_core::{Fault, Secret};
use gatehouse_reach::header::{HeaderName, HeaderValue};
use gatehouse_reach::{Reach, Request};
use serde_json::Value;
use url::Url;

/// How the body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyKind {
    /// A JSON document; places are within its texts.
    Json,
    /// A form: `to={to}&text={text}`.
    Form,
    /// Plain text.
    Text,
}

/// The body, read once, so that what is put in cannot change its shape.
#[derive(Clone)]
enum Body {
    /// GET.
    None,
    Json(Value),
    Form(Vec<(Template, Template)>),
    Text(Template),
}

/// A gateway.
#[derive(Clone)]
pub struct Http {
    url: Template,
    headers: Vec<(HeaderName, Secret<String>)>,
    body: Body,
    /// Statuses that say that the number gets no messages.
    number: Vec<u16>,
    /// Statuses that say that its owner, or the network, wants none.
    blocked: Vec<u16>,
}

/// Anything, to see where a template leads.
const PROBES: [Values<'static>; 2] =
    [Values { to: "+1", text: "a", id: "b" }, Values { to: "@/?#:", text: ".x", id: "//" }];

impl Http {
    /// From what the operator wrote; a fault names what is wrong. `body` empty: GET.
    pub fn new(url: &str, headers: Vec<(String, String)>, kind: BodyKind, body: &str) -> Result<Self, Fault> {
        let wrong = |why: &str| Fault::new(why.to_owned());
        let url = Template::new(url.trim());
        let led: Vec<_> = PROBES.iter().map(|values| Url::parse(&url.fill(*values, in_address))).collect();
        let [Ok(first), Ok(second)] = led.as_slice() else { return Err(wrong("url: is not an address")) };
        if first.origin() != second.origin() || !first.has_host() || !first.username().is_empty() {
            return Err(wrong("url: the host stands in it as it is, without a name and a password"));
        }
        let headers = headers.into_iter().map(|(name, value)| header(&name, value)).collect::<Result<Vec<_>, _>>()?;
        let templates = |pairs: Vec<(String, String)>| {
            pairs.iter().map(|(name, value)| (Template::new(name), Template::new(value))).collect()
        };
        let body = match kind {
            _ if body.trim().is_empty() => Body::None,
            BodyKind::Json => Body::Json(serde_json::from_str(body).map_err(|_| wrong("body: is not JSON"))?),
            BodyKind::Form => {
                Body::Form(templates(form_urlencoded::parse(body.trim().as_bytes()).into_owned().collect()))
            }
            BodyKind::Text => Body::Text(Template::new(body)),
        };
        let made = Self { url, headers, body, number: Vec::new(), blocked: Vec::new() };
        let all = made.places();
        if !all.iter().any(Template::has_number) || !all.iter().any(Template::has_text) {
            return Err(wrong("body: {to} and {text} must stand in it, or in url"));
        }
        Ok(made)
    }

    /// What these statuses mean, beyond what every gateway means by them.
    #[must_use]
    pub fn meaning(mut self, number: Vec<u16>, blocked: Vec<u16>) -> Self {
        (self.number, self.blocked) = (number, blocked);
        self
    }

    /// Its host, for the operator.
    pub fn place(&self) -> String {
        let url = Url::parse(&self.url.fill(PROBES[0], in_address));
        url.ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
    }

    fn places(&self) -> Vec<Template> {
        let mut all = vec![self.url.clone()];
        match &self.body {
            Body::None => {}
            Body::Json(value) => all.push(Template::new(&value.to_string())),
            Body::Form(pairs) => all.extend(pairs.iter().map(|(_, value)| value.clone())),
            Body::Text(text) => all.push(text.clone()),
        }
        all
    }

    pub(crate) async fn send(&self, reach: &Reach, out: &Outgoing<'_>) -> Result<(), Trouble> {
        let values = Values { to: out.to.e164(), text: out.text, id: out.id };
        let url = self.url.fill(values, in_address);
        let plain = str::to_owned;
        let mut request = match &self.body {
            Body::None => Request::get(url),
            Body::Json(value) => Request::post(url, "application/json", filled(value, values).to_string().into_bytes()),
            Body::Form(pairs) => {
                let pairs = pairs.iter().map(|(name, value)| (name.fill(values, plain), value.fill(values, plain)));
                let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
                Request::post(url, "application/x-www-form-urlencoded", form.into_bytes())
            }
            Body::Text(text) => Request::post(url, "text/plain; charset=utf-8", text.fill(values, plain).into_bytes()),
        };
        for (name, value) in &self.headers {
            let text = Template::new(value.expose()).fill(values, plain);
            let mut value = HeaderValue::from_str(&text).map_err(|_| Trouble::Ours(0))?;
            value.set_sensitive(true);
            request = request.header(name.clone(), value);
        }
        let answer = reach.configured(request).await.map_err(Trouble::Away)?;
        let status = answer.status;
        match status {
            200..300 => Ok(()),
            _ if self.number.contains(&status) => Err(Trouble::Number(status.into())),
            _ if self.blocked.contains(&status) => Err(Trouble::Blocked(status.into())),
            408 | 425 | 429 | 500.. => Err(Trouble::Later(status)),
            _ => Err(Trouble::Ours(status.into())),
        }
    }
}

/// A header; the text of a message stands in none.
fn header(name: &str, value: String) -> Result<(HeaderName, Secret<String>), Fault> {
    let wrong = |why: &str| Fault::new(format!("headers.{name}: {why}"));
    let read = HeaderName::from_bytes(name.as_bytes()).map_err(|_| wrong("is not a name of a header"))?;
    let template = Template::new(&value);
    if template.has_text() {
        return Err(wrong("the text of a message cannot stand in a header"));
    }
    HeaderValue::from_str(&template.fill(PROBES[0], str::to_owned)).map_err(|_| wrong("cannot stand in a header"))?;
    Ok((read, Secret::new(value)))
}

/// A JSON document with the values within its texts. Names of members stay as they are.
fn filled(value: &Value, values: Values<'_>) -> Value {
    match value {
        Value::String(text) => Value::String(Template::new(text).fill(values, str::to_owned)),
        Value::Array(all) => Value::Array(all.iter().map(|one| filled(one, values)).collect()),
        Value::Object(members) => {
            Value::Object(members.iter().map(|(name, one)| (name.clone(), filled(one, values))).collect())
        }
        other => other.clone(),
    }
}
