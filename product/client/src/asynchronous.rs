//! The asynchronous transport, for products that run on Tokio.

use gatehouse_formats::RootKey;
use zeroize::Zeroizing;

use crate::error::Error;
use crate::http::{self, ATTEMPTS, Failure, configure};
use crate::key_license::KeyLicense;
use crate::key_trouble::KeyTrouble;
use crate::license::{License, Renewal};
use crate::links::Links;
use crate::release::server_answered;
use crate::renewal::{Next, Plan, Turn};
use crate::session::Session;
use crate::setup::{Builder, Connection};
use crate::wire::{Request, Response};

/// A product's license on this device, as [`Client`](crate::Client) but without blocking on the network. The state
/// file is a few kilobytes and is read and written in place.
pub struct AsyncClient {
    pub(crate) session: Session,
    pub(crate) connection: Connection,
    http: reqwest::Client,
}

impl AsyncClient {
    /// As [`Client::builder`](crate::Client::builder); end it with [`Builder::build_async`].
    pub fn builder(server_url: &str, product: &str, roots: Vec<RootKey>) -> Builder {
        Builder::new(server_url, product, roots)
    }

    pub(crate) fn new(session: Session, connection: Connection) -> Result<Self, Error> {
        #[expect(clippy::disallowed_methods, reason = "the SDK runs in products, not in the portal")]
        let http = configure!(reqwest::Client::builder(), connection)?;
        Ok(Self { session, connection, http })
    }

    /// As [`Client::activate`](crate::Client::activate).
    ///
    /// # Errors
    /// The same.
    pub async fn activate(&self, code: &str) -> Result<License, Error> {
        let (claim, request) = self.session.plan_activation(code)?;
        let answer = self.send(&request).await;
        let license = self.session.accept_activation(claim, answer)?;
        // What fails stays noted in the state, for the next renewal.
        drop(self.give_back_replaced().await);
        Ok(license)
    }

    /// As [`Client::text`](crate::Client::text).
    #[must_use]
    pub fn text(&self, error: &Error) -> String {
        self.connection.text(error)
    }

    /// As [`Client::sign_in_text`](crate::Client::sign_in_text).
    #[must_use]
    pub fn sign_in_text(&self, error: &Error) -> String {
        self.connection.sign_in_text(error)
    }

    /// As [`Client::links`](crate::Client::links).
    #[must_use]
    pub fn links(&self) -> Links {
        self.session.links()
    }

    /// As [`Client::status`](crate::Client::status).
    ///
    /// # Errors
    /// The same.
    pub fn status(&self) -> Result<License, Error> {
        self.session.status()
    }

    /// As [`Client::renew_if_due`](crate::Client::renew_if_due).
    ///
    /// # Errors
    /// The same.
    pub async fn renew_if_due(&self) -> Result<Renewal, Error> {
        self.renewed(self.session.plan_renewal(false)?).await
    }

    /// As [`Client::renew`](crate::Client::renew).
    ///
    /// # Errors
    /// The same.
    pub async fn renew(&self) -> Result<Renewal, Error> {
        self.renewed(self.session.plan_renewal(true)?).await
    }

    /// As [`Client::deactivate`](crate::Client::deactivate).
    ///
    /// # Errors
    /// The same.
    pub async fn deactivate(&self) -> Result<(), Error> {
        // A seat that is still to be given back would be forgotten with the license.
        self.give_back_replaced().await?;
        let (seat, request) = self.session.plan_deactivation()?;
        let answer = self.send(&request).await;
        self.session.accept_deactivation(&seat, answer)
    }

    /// As [`Client::take_revocation_list`](crate::Client::take_revocation_list).
    ///
    /// # Errors
    /// The same.
    pub fn take_revocation_list(&self, file: &str) -> Result<License, Error> {
        self.session.take_revocation_list(file)
    }

    /// As [`Client::fetch_revocation_list`](crate::Client::fetch_revocation_list).
    ///
    /// # Errors
    /// The same.
    pub async fn fetch_revocation_list(&self) -> Result<String, Error> {
        let answer = self.send(&self.session.plan_revocation_list()).await;
        self.session.accept_revocation_list(answer)
    }

    /// As [`Client::key_status`](crate::Client::key_status).
    ///
    /// # Errors
    /// The same.
    pub fn key_status(&self) -> Result<KeyLicense, Error> {
        self.session.key_status()
    }

    /// As [`Client::take_key_file`](crate::Client::take_key_file).
    ///
    /// # Errors
    /// The same.
    pub fn take_key_file(&self, file: &str) -> Result<KeyLicense, Error> {
        self.session.take_key_file(file)
    }

    /// As [`Client::take_key_archive`](crate::Client::take_key_archive).
    ///
    /// # Errors
    /// The same.
    pub fn take_key_archive(&self, archive: &[u8]) -> Result<KeyLicense, Error> {
        self.session.take_key_archive(archive)
    }

    /// As [`Client::request_file`](crate::Client::request_file).
    ///
    /// # Errors
    /// The same.
    pub fn request_file(&self) -> Result<String, Error> {
        self.session.request_file()
    }

    /// As [`Client::take_answer`](crate::Client::take_answer).
    ///
    /// # Errors
    /// The same.
    pub fn take_answer(&self, file: &str) -> Result<KeyLicense, Error> {
        self.session.take_answer(file)
    }

    /// As [`Client::give_key_up`](crate::Client::give_key_up).
    ///
    /// # Errors
    /// The same.
    pub fn give_key_up(&self) -> Result<Option<String>, Error> {
        self.session.give_key_up()
    }

    /// As [`Client::take_status_list`](crate::Client::take_status_list).
    ///
    /// # Errors
    /// The same.
    pub fn take_status_list(&self, file: &str) -> Result<KeyLicense, Error> {
        self.session.take_status_list(file)
    }

    /// As [`Client::take_key_revocations`](crate::Client::take_key_revocations).
    ///
    /// # Errors
    /// The same.
    pub fn take_key_revocations(&self, text: &str) -> Result<(), Error> {
        self.session.take_key_revocations(text)
    }

    /// As [`Client::fetch_status_list`](crate::Client::fetch_status_list).
    ///
    /// # Errors
    /// The same.
    pub async fn fetch_status_list(&self) -> Result<String, Error> {
        let request = self.session.plan_status_list(&self.connection.origin)?.ok_or(KeyTrouble::OtherList)?;
        let answer = self.send(&request).await;
        self.session.accept_status_list(answer)
    }

    async fn renewed(&self, plan: Plan) -> Result<Renewal, Error> {
        let renewal = match plan {
            Plan::Known(renewal) => return Ok(*renewal),
            Plan::Ask(turn, request) => self.ask(turn, &request).await,
        };
        if server_answered(&renewal) {
            // As after an activation.
            drop(self.give_back_replaced().await);
        }
        renewal
    }

    async fn ask(&self, turn: Box<Turn>, request: &Request) -> Result<Renewal, Error> {
        match self.session.accept_renewal(turn, self.send(request).await)? {
            Next::Done(renewal) => Ok(*renewal),
            Next::AskKeys(turn, request) => self.session.accept_keys(turn, self.send(&request).await),
        }
    }

    /// Gives back the seats that later activations have replaced.
    async fn give_back_replaced(&self) -> Result<(), Error> {
        while let Some((seat, request)) = self.session.plan_release()? {
            self.session.accept_release(seat, self.send(&request).await)?;
        }
        Ok(())
    }

    pub(crate) async fn send(&self, request: &Request) -> Result<Response, Error> {
        let mut attempt = 1;
        loop {
            match self.exchange(request).await {
                Err(Failure::Lost(_)) if attempt < ATTEMPTS => attempt += 1,
                result => return Ok(result?),
            }
        }
    }

    pub(crate) async fn exchange(&self, request: &Request) -> Result<Response, Failure> {
        let url = format!("{}{}", self.connection.origin, request.path);
        let headers = http::headers(&self.connection, request).map_err(Failure::Lasting)?;
        let sending = self.http.request(http::method(request), url).timeout(http::timeout(&self.connection, request));
        let mut answer = sending.headers(headers).body(request.body.to_string()).send().await?;
        let head = http::head(answer.status().as_u16(), answer.headers());
        let mut body = Zeroizing::new(Vec::new());
        while let Some(chunk) = answer.chunk().await? {
            if (body.len() + chunk.len()) as u64 > request.most {
                break;
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Response { body, ..head })
    }
}
