//! What is said of a client when it is registered and when it is changed, and what can be wrong with it.

use crate::model::client::{ClientKind, IdTokenAlg, SCOPES};
use crate::model::redirect::{self, LONGEST, MOST, WrongUri};
use crate::texts;
use gatehouse_core::text::{code_point, one_line, several_lines};
use gatehouse_core::{Errors, Invalid, Lang, Refusal};

/// The most characters of a name, of a client or a product.
pub const NAME: u32 = 100;
/// The most characters of what staff note.
pub const NOTE: u32 = 500;
/// The most products that a client names.
pub const MOST_PRODUCTS: u32 = 20;

/// What is said of a client, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClientInput {
    /// What people read.
    pub name: String,
    /// Where people are sent back to.
    pub redirect_uris: Vec<String>,
    /// Where people are sent after signing out.
    pub post_logout_redirect_uris: Vec<String>,
    /// Where its server hears that somebody signed out; empty: nowhere.
    pub backchannel_logout_uri: String,
    /// What it may ask for, words of [`SCOPES`]; none: `openid` alone.
    pub scopes: Vec<String>,
    /// What signs its ID tokens; empty: RS256.
    pub id_token_alg: String,
    /// Whether it must push its requests.
    pub require_par: bool,
    /// Whether it is the vendor's own, and nobody is asked for consent.
    pub first_party: bool,
    /// The products that sign in by it.
    pub products: Vec<String>,
    /// What it is for, for staff.
    pub note: String,
}

/// The same, checked.
pub(super) struct ClientFacts {
    pub(super) name: String,
    pub(super) redirect_uris: Vec<String>,
    pub(super) post_logout_redirect_uris: Vec<String>,
    pub(super) backchannel_logout_uri: Option<String>,
    pub(super) scopes: String,
    pub(super) id_token_alg: IdTokenAlg,
    pub(super) require_par: bool,
    pub(super) first_party: bool,
    pub(super) products: Vec<String>,
    pub(super) note: String,
}

/// An address that cannot be registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongAddress {
    field: &'static str,
    /// As far as it can be shown.
    uri: String,
    why: WrongUri,
}

impl WrongAddress {
    fn of(field: &'static str, uri: &str, why: WrongUri) -> Self {
        let shown = uri.chars().take(80).map(|c| if matches!(c, ' '..='~') { c } else { '\u{fffd}' });
        Self { field, uri: shown.collect(), why }
    }
}

impl Refusal for WrongAddress {
    fn code(&self) -> &'static str {
        match self.why {
            WrongUri::TooLong => "client.uri_too_long",
            WrongUri::NotAnAddress => "client.uri_invalid",
            WrongUri::Fragment => "client.uri_fragment",
            WrongUri::Wildcard => "client.uri_wildcard",
            WrongUri::UserInfo => "client.uri_user",
            WrongUri::NotNormal => "client.uri_not_normal",
            WrongUri::NotHttps => "client.uri_not_https",
            WrongUri::LoopbackByName => "client.uri_localhost",
            WrongUri::SchemeOfApps => "client.uri_scheme_of_apps",
            WrongUri::NotReversed => "client.uri_scheme",
            WrongUri::AnswerParameter => "client.uri_parameter",
        }
    }

    fn text(&self, lang: Lang) -> String {
        let (t, uri) = (texts(lang), self.uri.as_str());
        match self.why {
            WrongUri::TooLong => t.msg_client_uri_too_long(LONGEST.to_string()),
            WrongUri::NotAnAddress => t.msg_client_uri_invalid(uri),
            WrongUri::Fragment => t.msg_client_uri_fragment(uri),
            WrongUri::Wildcard => t.msg_client_uri_wildcard(uri),
            WrongUri::UserInfo => t.msg_client_uri_user(uri),
            WrongUri::NotNormal => t.msg_client_uri_not_normal(uri),
            WrongUri::NotHttps => t.msg_client_uri_not_https(uri),
            WrongUri::LoopbackByName => t.msg_client_uri_localhost(uri),
            WrongUri::SchemeOfApps => t.msg_client_uri_scheme_of_apps(uri),
            WrongUri::NotReversed => t.msg_client_uri_scheme(uri),
            WrongUri::AnswerParameter => t.msg_client_uri_parameter(uri),
        }
    }

    fn field(&self) -> Option<&str> {
        Some(self.field)
    }
}

/// What is wrong with one field of a client.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum ClientError {
    /// No name.
    #[refusal(422, "client.name_missing", client_name_missing, field = "name")]
    NameMissing,
    /// Longer than [`NAME`].
    #[refusal(422, "client.name_too_long", client_too_long(NAME.to_string()), field = "name")]
    NameTooLong,
    /// A character that cannot stand in one line.
    #[refusal(422, "client.name_unprintable", client_unprintable(code_point(*it)), field = "name")]
    NameUnprintable(char),
    /// It runs on nothing that is known.
    #[refusal(422, "client.kind_unknown", client_kind_unknown, field = "kind")]
    KindUnknown,
    /// Nowhere to send people back to.
    #[refusal(422, "client.redirect_missing", client_redirect_missing, field = "redirect_uris")]
    RedirectMissing,
    /// An address that cannot be registered.
    Address(WrongAddress),
    /// More addresses than a list has.
    #[refusal(422, "client.too_many_uris", client_too_many_uris(MOST.to_string()), field = *it)]
    TooMany(&'static str),
    /// The same address once more.
    #[refusal(422, "client.uri_twice", client_uri_twice, field = *it)]
    Twice(&'static str),
    /// Only a server hears of those who signed out.
    #[refusal(422, "client.backchannel_of_servers", client_backchannel_of_servers, field = "backchannel_logout_uri")]
    BackchannelOfServers,
    /// No scope of ours.
    #[refusal(422, "client.scope_unknown", client_scope_unknown, field = "scopes")]
    ScopeUnknown,
    /// Nothing that signs.
    #[refusal(422, "client.alg_unknown", client_alg_unknown, field = "id_token_alg")]
    AlgUnknown,
    /// More than [`MOST_PRODUCTS`].
    #[refusal(422, "client.too_many_products", client_too_many_products(MOST_PRODUCTS.to_string()), field = "products")]
    TooManyProducts,
    /// A product's name is longer than [`NAME`].
    #[refusal(422, "client.product_too_long", client_too_long(NAME.to_string()), field = "products")]
    ProductTooLong,
    /// A product's name has a character that cannot stand in one line.
    #[refusal(422, "client.product_unprintable", client_unprintable(code_point(*it)), field = "products")]
    ProductUnprintable(char),
    /// Longer than [`NOTE`].
    #[refusal(422, "client.note_too_long", client_too_long(NOTE.to_string()), field = "note")]
    NoteTooLong,
    /// A character that cannot be read.
    #[refusal(422, "client.note_unprintable", client_unprintable(code_point(*it)), field = "note")]
    NoteUnprintable(char),
}

/// Reads what is said of a client of this kind. `at_home`: the portal itself runs on its developer's machine.
pub(super) fn read(input: &ClientInput, kind: ClientKind, at_home: bool) -> Result<ClientFacts, Invalid<ClientError>> {
    let mut errors = Errors::<ClientError>::default();
    let name = errors.take(name(&input.name));
    let redirects = uris("redirect_uris", &input.redirect_uris, kind, at_home, &mut errors);
    if input.redirect_uris.is_empty() && !kind.has_device_grant() {
        errors.add(ClientError::RedirectMissing);
    }
    let after = uris("post_logout_redirect_uris", &input.post_logout_redirect_uris, kind, at_home, &mut errors);
    let backchannel = errors.take(backchannel(&input.backchannel_logout_uri, kind, at_home));
    let scopes = errors.take(scopes(&input.scopes));
    let alg = errors.take(alg(&input.id_token_alg));
    let products = errors.take(products(&input.products));
    let note = errors.take(note(&input.note));
    errors.finish(|| {
        Ok(ClientFacts {
            name: name?,
            redirect_uris: redirects,
            post_logout_redirect_uris: after,
            backchannel_logout_uri: backchannel?,
            scopes: scopes?,
            id_token_alg: alg?,
            require_par: input.require_par,
            first_party: input.first_party,
            products: products?,
            note: note?,
        })
    })
}

fn is_longer(text: &str, most: u32) -> bool {
    text.chars().nth(most as usize).is_some()
}

fn name(typed: &str) -> Result<String, ClientError> {
    let name = one_line(typed).map_err(ClientError::NameUnprintable)?;
    if name.is_empty() {
        return Err(ClientError::NameMissing);
    }
    if is_longer(&name, NAME) { Err(ClientError::NameTooLong) } else { Ok(name) }
}

fn uris(
    field: &'static str,
    typed: &[String],
    kind: ClientKind,
    at_home: bool,
    errors: &mut Errors<ClientError>,
) -> Vec<String> {
    if typed.len() > MOST {
        errors.add(ClientError::TooMany(field));
        return Vec::new();
    }
    let mut all: Vec<String> = Vec::with_capacity(typed.len());
    for uri in typed {
        if let Err(why) = redirect::redirect_uri(uri, kind, at_home) {
            errors.add(WrongAddress::of(field, uri, why));
        } else if all.iter().any(|known| redirect::is_same(known, uri, kind.is_native())) {
            errors.add(ClientError::Twice(field));
        } else {
            all.push(uri.clone());
        }
    }
    all
}

fn backchannel(typed: &str, kind: ClientKind, at_home: bool) -> Result<Option<String>, ClientError> {
    if typed.is_empty() {
        return Ok(None);
    }
    if !kind.is_confidential() {
        return Err(ClientError::BackchannelOfServers);
    }
    redirect::server_uri(typed, at_home).map_err(|why| WrongAddress::of("backchannel_logout_uri", typed, why))?;
    Ok(Some(typed.to_owned()))
}

/// In the order of [`SCOPES`]; `openid` is always among them.
fn scopes(typed: &[String]) -> Result<String, ClientError> {
    if typed.iter().any(|scope| !SCOPES.contains(&scope.as_str())) {
        return Err(ClientError::ScopeUnknown);
    }
    let is_wanted = |scope: &&str| *scope == "openid" || typed.iter().any(|wanted| wanted == scope);
    Ok(SCOPES.into_iter().filter(is_wanted).collect::<Vec<_>>().join(" "))
}

fn alg(typed: &str) -> Result<IdTokenAlg, ClientError> {
    if typed.is_empty() {
        return Ok(IdTokenAlg::Rs256);
    }
    IdTokenAlg::from_word(typed).ok_or(ClientError::AlgUnknown)
}

fn products(typed: &[String]) -> Result<Vec<String>, ClientError> {
    if typed.len() > MOST_PRODUCTS as usize {
        return Err(ClientError::TooManyProducts);
    }
    let mut all = Vec::with_capacity(typed.len());
    for product in typed {
        let product = one_line(product).map_err(ClientError::ProductUnprintable)?;
        if is_longer(&product, NAME) {
            return Err(ClientError::ProductTooLong);
        }
        if !product.is_empty() && !all.contains(&product) {
            all.push(product);
        }
    }
    Ok(all)
}

fn note(typed: &str) -> Result<String, ClientError> {
    let note = several_lines(typed).map_err(ClientError::NoteUnprintable)?;
    if is_longer(&note, NOTE) { Err(ClientError::NoteTooLong) } else { Ok(note) }
}
