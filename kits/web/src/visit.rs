//! Extractors for pages: who visits, in which language, and the frame of the page.

mod answer;
mod filled;
mod frame;
mod places;
mod posted;
mod signed_in;
mod uploaded;

pub use crate::hosts::is_staff;
pub use answer::UnlessBroken;
pub use filled::Filled;
pub use places::{query_escape, safe_next};
pub use posted::{Confirmed, Posted};
pub use signed_in::{Customer, ELEVATION, Staff, elevation};
pub use uploaded::Uploaded;

use crate::branded;
use crate::cookies::{self, Name};
use crate::frames::Card;
use crate::halt::Halt;
use crate::hosts::{is_beside, origin_of};
use crate::layers::ShowsSecret;
use crate::module::{AppState, Navigation};
use crate::navigation;
use crate::scope::{self, Company, Counts};
use crate::session::{CustomerSession, SharedCustomerSessions, SharedStaffSessions, StaffSession};
use crate::texts;
use crate::view::{Button, FormErrors, Notice, Theme};
use askama::Template;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Fault, Finality, Lang, Refusal, StaffActor, Uuid};
use gatehouse_guard::Network;
use gatehouse_l10n::Format;
use std::net::{IpAddr, SocketAddr};

/// The request's id, made once by the outermost layer.
#[derive(Clone, Copy, Debug)]
pub struct RequestId(pub Uuid);

/// Where the request really came from: the connection's address, or what a trusted proxy says.
#[derive(Clone, Copy, Debug)]
pub struct ClientAddress(pub IpAddr);

/// The name of an address's network as contexts hold it: IPv4 whole, IPv6 its /64. What is counted is counted at wider ones
/// too ([`Network`]).
pub fn network_of(address: IpAddr) -> String {
    Network::of(address).narrow().to_owned()
}

/// Anybody's visit to a page.
#[derive(Clone)]
pub struct Visit {
    /// The action's context.
    pub cx: Cx,
    /// The signed-in customer.
    pub customer: Option<CustomerSession>,
    /// The signed-in staff member.
    pub staff: Option<StaffSession>,
    /// The company that the customer belongs to, whatever the page is.
    pub company: Option<Company>,
    /// The path and query of the request.
    pub path: String,
    /// The cookies that came.
    pub jar: CookieJar,
    theme: Theme,
    flash: Option<Notice>,
    figures: navigation::Read,
}

impl FromRequestParts<AppState> for Visit {
    type Rejection = Halt;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, Halt> {
        let jar = CookieJar::from_headers(&parts.headers);
        let settings = &app.settings;
        let cookie = |name: Name| jar.get(&name.full(settings)).map(|c| c.value().to_owned());
        let mut cx = anonymous(parts, app);
        let (mut customer, mut staff) = (None, None);
        if is_staff(parts.uri.path()) {
            if let Some(token) = cookie(Name::Staff).filter(|t| plausible(t)) {
                staff = cx.service::<SharedStaffSessions>()?.find(&cx, &token).await?;
            }
        } else if let Some(token) = cookie(Name::Session).filter(|t| plausible(t)) {
            customer = cx.service::<SharedCustomerSessions>()?.find(&cx, &token).await?;
        }
        let mut company = match &customer {
            Some(session) => scope::own(&cx, session.account).await?,
            None => None,
        };
        if let (Some(session), Some(_)) = (&customer, &company) {
            match scope::counts(&cx, session, &parts.uri).await? {
                Counts::Yes => {}
                Counts::No => (customer, company) = (None, None),
                Counts::There(way) => return Err(Halt::GoTo(way)),
            }
        }
        let (chosen, zone) = match (&customer, &staff) {
            (Some(c), _) => (c.lang, c.zone.clone()),
            (_, Some(s)) => (s.lang, s.zone.clone()),
            _ => (None, None),
        };
        if let Some(c) = &customer {
            cx.actor = Actor::Account { id: c.account };
        } else if let Some(s) = &staff {
            cx.actor = Actor::Staff(StaffActor { id: s.staff, roles: s.roles.clone() });
        }
        let figures = match &cx.actor {
            Actor::Visitor => navigation::Read::new(),
            _ => cx.service::<Navigation>()?.read(&cx).await?,
        };
        let asked = asked_lang(parts.uri.query());
        // The switcher's cookie is a choice made in this browser, so it goes before the account's language;
        // changing the account's language removes the cookie.
        let vendor = gatehouse_brand::of(app);
        let wanted = asked
            .or_else(|| cookie(Name::Lang).and_then(|t| Lang::from_tag(&t)))
            .or(chosen)
            .or_else(|| branded::negotiated(&vendor, &parts.headers));
        cx.lang = vendor.offered(wanted);
        if let Some(zone) = zone.or_else(|| cookie(Name::Zone)).and_then(|name| gatehouse_core::zone::of_name(&name)) {
            cx.zone = zone;
        }
        let theme = cookie(Name::Theme).and_then(|t| Theme::from_word(&t)).unwrap_or_else(|| Theme::usual(&vendor));
        let flash = cookie(Name::Flash).and_then(|f| flash_text(&f)).map(|text| Notice::good(text).spoken());
        let path = parts.uri.path_and_query().map_or_else(|| "/".to_owned(), |p| p.as_str().to_owned());
        Ok(Self { cx, customer, staff, company, path, jar, theme, flash, figures })
    }
}

/// The context of a request before it is known who sent it.
pub(crate) fn anonymous(parts: &Parts, app: &AppState) -> Cx {
    let request = parts.extensions.get::<RequestId>().map_or_else(|| app.random.id(app.clock.now()), |id| id.0);
    let network = parts.extensions.get::<ClientAddress>().map(|address| network_of(address.0)).or_else(|| {
        parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| network_of(address.ip()))
    });
    let agent = parts
        .headers
        .get(header::USER_AGENT)
        .and_then(|v| v.to_str().ok())
        .map(|text| text.chars().take(200).collect());
    Cx {
        actor: Actor::Visitor,
        lang: branded::language(&gatehouse_brand::of(app), parts.headers.get(header::ACCEPT_LANGUAGE)),
        request,
        network: network.or_else(|| Some("unknown".to_owned())),
        agent,
        ..Cx::program(app, "web")
    }
}

fn plausible(token: &str) -> bool {
    !token.is_empty() && token.len() <= 128
}

/// The language of a `?lang=` link.
pub(crate) fn asked_lang(query: Option<&str>) -> Option<Lang> {
    query?.split('&').find_map(|pair| pair.strip_prefix("lang=")).and_then(Lang::from_tag)
}

impl Visit {
    /// The languages on offer.
    pub fn languages(&self) -> Vec<Lang> {
        gatehouse_brand::of(&self.cx.app).languages.clone()
    }

    /// A visit about whom nothing could be found out, but for what was chosen in this browser; for error pages while the
    /// database is down.
    pub(crate) fn unknown(parts: &Parts, app: &AppState) -> Self {
        let jar = CookieJar::from_headers(&parts.headers);
        let cookie = |name: Name| jar.get(&name.full(&app.settings)).map(|c| c.value().to_owned());
        let mut cx = anonymous(parts, app);
        let vendor = gatehouse_brand::of(app);
        let asked = asked_lang(parts.uri.query()).or_else(|| cookie(Name::Lang).and_then(|t| Lang::from_tag(&t)));
        cx.lang = vendor.offered(asked.or(Some(cx.lang)));
        let theme = cookie(Name::Theme).and_then(|t| Theme::from_word(&t)).unwrap_or_else(|| Theme::usual(&vendor));
        let path = parts.uri.path().to_owned();
        Self {
            cx,
            customer: None,
            staff: None,
            company: None,
            path,
            jar,
            theme,
            flash: None,
            figures: navigation::Read::new(),
        }
    }

    /// Whether the person is still signed in as when the request came, and a member of the staff still has the roles of then. For answers
    /// that are sent piece by piece.
    pub(crate) async fn is_still_signed_in(&self) -> Result<bool, Fault> {
        match (&self.customer, &self.staff) {
            (Some(session), _) => self.cx.service::<SharedCustomerSessions>()?.is_live(&self.cx, session).await,
            (_, Some(session)) => self.cx.service::<SharedStaffSessions>()?.is_live(&self.cx, session).await,
            _ => Ok(true),
        }
    }

    /// The formatter of dates and numbers for this person.
    pub fn format(&self) -> Format {
        Format::new(self.cx.lang, self.cx.zone.clone())
    }

    /// The person's language.
    pub fn lang(&self) -> Lang {
        self.cx.lang
    }

    /// The value of a cookie that came.
    pub fn cookie(&self, name: Name) -> Option<&str> {
        self.jar.get(&name.full(&self.cx.app.settings)).map(Cookie::value)
    }

    /// The answer with a cookie of the whole site. `seconds` `None`: until the browser closes.
    pub fn with_cookie(&self, done: Done, name: Name, value: impl Into<String>, seconds: Option<i64>) -> Done {
        done.cookie(cookies::set(&self.cx.app.settings, name, value.into(), seconds))
    }

    /// The same, of a cookie that is sent too when another site posts here ([`cookies::set_for_post`]).
    pub fn with_cookie_for_post(&self, done: Done, name: Name, value: impl Into<String>, seconds: i64) -> Done {
        done.cookie(cookies::set_for_post(&self.cx.app.settings, name, value.into(), seconds))
    }

    /// The answer that takes a cookie back.
    pub fn without_cookie(&self, done: Done, name: Name) -> Done {
        done.cookie(cookies::clear(&self.cx.app.settings, name))
    }

    /// What stands before this path in a link: nothing, unless it is under another name than this page.
    pub fn origin_unless_here(&self, path: &str) -> &str {
        let settings = &self.cx.app.settings;
        let page = self.path.split('?').next().unwrap_or("/");
        if is_beside(settings, page, path) { "" } else { origin_of(settings, path) }
    }

    /// Renders a page.
    pub fn show(&self, template: &impl Template) -> Result<Done, Halt> {
        self.show_as(StatusCode::OK, template)
    }

    /// Renders a page with another status.
    pub fn show_as(&self, status: StatusCode, template: &impl Template) -> Result<Done, Halt> {
        let html = gatehouse_l10n::with_one_stop(template.render()?);
        let done = Done::from((status, Html(html)).into_response());
        Ok(if self.flash.is_some() { self.without_cookie(done, Name::Flash) } else { done })
    }

    /// Renders a refused form with the refusal's status, and how long to wait where that is known.
    pub fn show_refused(&self, refusal: &dyn Refusal, template: &impl Template) -> Result<Done, Halt> {
        let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
        let mut done = self.show_as(status, template)?;
        if let Finality::TryAgain { after: Some(seconds) } = refusal.finality() {
            done.response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        Ok(done)
    }

    /// Goes to another page after a change (post-redirect-get).
    pub fn go(&self, place: &str) -> Done {
        Done::from(Redirect::to(place).into_response())
    }

    /// Goes to another site, or to an address of ours that leads there: by a page with a link, which browsers follow at once (`Refresh`).
    /// Chromium holds a page's `form-action` against every redirect that comes after a form, also when the form only stood before it, such as a
    /// password that was asked for on the way; so what may come after a form goes abroad by this and by no redirect.
    pub fn leave(&self, place: &str) -> Result<Done, Halt> {
        let t = texts(self.lang());
        let go = Button::link(t.msg_leave_go(), place).primary().wide();
        let card = Card::new(self, t.msg_leave_title(), &FormErrors::new()).lede(t.msg_leave_text()).with(&go);
        let mut done = self.show(&card)?;
        let refresh = HeaderValue::try_from(format!("0; url={place}"));
        let refresh = refresh.map_err(|_| Fault::new("an address that no header takes"))?;
        done.response.headers_mut().insert(header::REFRESH, refresh);
        Ok(done)
    }

    /// Goes to another page and says there what was done.
    pub fn go_saying(&self, place: &str, text: impl Into<String>) -> Done {
        let flash = URL_SAFE_NO_PAD.encode(text.into());
        self.with_cookie(self.go(place), Name::Flash, flash, Some(60))
    }
}

fn flash_text(cookie: &str) -> Option<String> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cookie).ok()?).ok()?;
    (text.len() <= 1000).then_some(text)
}

/// An answer, with cookies to set.
pub struct Done {
    response: Response,
}

impl From<Response> for Done {
    fn from(response: Response) -> Self {
        Self { response }
    }
}

impl Done {
    /// Sets a cookie.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "a cookie is made for one answer")]
    pub fn cookie(mut self, cookie: Cookie<'static>) -> Self {
        if let Ok(value) = cookie.to_string().parse() {
            self.response.headers_mut().append(header::SET_COOKIE, value);
        }
        self
    }

    /// Says that the answer shows a secret: it is not compressed, so that its length tells nothing of it.
    #[must_use]
    pub fn secret(mut self) -> Self {
        self.response.extensions_mut().insert(ShowsSecret);
        self
    }
}

impl IntoResponse for Done {
    fn into_response(self) -> Response {
        self.response
    }
}
