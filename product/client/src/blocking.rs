//! The blocking transport.

use std::io::Read as _;

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

/// A product's license on this device. Each call may be made from any thread; for Tokio see
/// [`AsyncClient`](crate::AsyncClient).
pub struct Client {
    pub(crate) session: Session,
    pub(crate) connection: Connection,
    http: reqwest::blocking::Client,
}

impl Client {
    /// Begins with the portal's address (`https://portal.example.com`), the product's code in the catalog, and the
    /// vendor's root keys, which must be compiled into the product.
    pub fn builder(server_url: &str, product: &str, roots: Vec<RootKey>) -> Builder {
        Builder::new(server_url, product, roots)
    }

    pub(crate) fn new(session: Session, connection: Connection) -> Result<Self, Error> {
        #[expect(clippy::disallowed_methods, reason = "the SDK runs in products, not in the portal")]
        let http = configure!(reqwest::blocking::Client::builder(), connection)?;
        Ok(Self { session, connection, http })
    }

    /// Activates the product with a code as the customer typed it (LIC-10).
    ///
    /// A mistyped code is found without asking the server. Repeating after a lost answer never takes a second seat. With
    /// the code of another license the device changes over to it: the seat held so far is given back, at the latest after
    /// the next renewal.
    ///
    /// # Errors
    /// [`Error::Code`], [`Error::Refused`], [`Error::Unreachable`], [`Error::Answer`], [`Error::Lease`] for an answer
    /// that the root keys do not vouch for, [`Error::Busy`], [`Error::State`].
    pub fn activate(&self, code: &str) -> Result<License, Error> {
        let (claim, request) = self.session.plan_activation(code)?;
        let license = self.session.accept_activation(claim, self.send(&request))?;
        // What fails stays noted in the state, for the next renewal.
        drop(self.give_back_replaced());
        Ok(license)
    }

    /// What went wrong, for the person, in the language of [`Builder::language`]; see [`Error::text`]. Where the service was
    /// not reached, it also names the way by key file, with the address of the page (LIC-36).
    #[must_use]
    pub fn text(&self, error: &Error) -> String {
        self.connection.text(error)
    }

    /// As [`text`](Self::text), for what went wrong while somebody signs in, signs out or opens their profile.
    #[must_use]
    pub fn sign_in_text(&self, error: &Error) -> String {
        self.connection.sign_in_text(error)
    }

    /// Where the account's pages are (DEV-10): start, the license of this device, renewals, a new request.
    #[must_use]
    pub fn links(&self) -> Links {
        self.session.links()
    }

    /// The license as the state file proves it, without a network.
    ///
    /// # Errors
    /// [`Error::NotActivated`], [`Error::Lease`], [`Error::ClockSetBack`], [`Error::Refused`] for a license that was
    /// ended at the last renewal, [`Error::State`].
    pub fn status(&self) -> Result<License, Error> {
        self.session.status()
    }

    /// Asks for the next lease when the time for it has come (LIC-16), and says whether the product may run.
    ///
    /// While the server cannot be reached the old lease stays in force: [`Renewal::Postponed`].
    ///
    /// # Errors
    /// As [`status`](Self::status), and the reason why there was no new lease when the old one is of no use.
    pub fn renew_if_due(&self) -> Result<Renewal, Error> {
        self.renewed(self.session.plan_renewal(false)?)
    }

    /// Asks for the next lease now: for a button "check license".
    ///
    /// # Errors
    /// As [`renew_if_due`](Self::renew_if_due).
    pub fn renew(&self) -> Result<Renewal, Error> {
        self.renewed(self.session.plan_renewal(true)?)
    }

    /// Gives the seat back (LIC-13) and forgets the license. The same code may be used again, here or elsewhere.
    ///
    /// # Errors
    /// [`Error::NotActivated`]; when the server cannot be asked, the license stays.
    pub fn deactivate(&self) -> Result<(), Error> {
        // A seat that is still to be given back would be forgotten with the license.
        self.give_back_replaced()?;
        let (seat, request) = self.session.plan_deactivation()?;
        self.session.accept_deactivation(&seat, self.send(&request))
    }

    /// Takes a revocation list that was carried to this device as a file, or came with an update of the product (LIC-20),
    /// and says whether the product may run. Needs no network. A list that names this device ends the license until a
    /// renewal or a newer list says otherwise; one that is older than the lease changes nothing.
    ///
    /// # Errors
    /// [`Error::Revoked`], [`Error::List`], [`Error::OldList`], and as [`status`](Self::status).
    pub fn take_revocation_list(&self, file: &str) -> Result<License, Error> {
        self.session.take_revocation_list(file)
    }

    /// Fetches the product's current revocation list, to be carried to devices without a network. Needs no license here.
    ///
    /// # Errors
    /// [`Error::Unreachable`], [`Error::Refused`], [`Error::Answer`], [`Error::List`].
    pub fn fetch_revocation_list(&self) -> Result<String, Error> {
        let answer = self.send(&self.session.plan_revocation_list());
        self.session.accept_revocation_list(answer)
    }

    /// The license by key file as it is stored, without a network. A product asks here when [`renew_if_due`](Self::renew_if_due)
    /// says [`Error::NotActivated`].
    ///
    /// # Errors
    /// [`Error::NotActivated`], [`Error::Key`], [`Error::ClockSetBack`], [`Error::State`].
    pub fn key_status(&self) -> Result<KeyLicense, Error> {
        self.session.key_status()
    }

    /// Activates the product with a key file, given as its whole text (LIC-11). Needs no network. A reserve key, and a file
    /// whose term begins later, wait and take over at the end of the one in use.
    ///
    /// # Errors
    /// [`Error::Key`], [`Error::ClockSetBack`], [`Error::Busy`], [`Error::State`]; the file in use stays as it was.
    pub fn take_key_file(&self, file: &str) -> Result<KeyLicense, Error> {
        self.session.take_key_file(file)
    }

    /// As [`take_key_file`](Self::take_key_file), from the archive that the portal mails: the key files in it that are for this
    /// product.
    ///
    /// # Errors
    /// The same.
    pub fn take_key_archive(&self, archive: &[u8]) -> Result<KeyLicense, Error> {
        self.session.take_key_archive(archive)
    }

    /// A request for a device that is never online (LIC-32): a file to carry to the portal. Its answer activates, or tells a
    /// device whose clock is in doubt what time it is. Only the answer to the last request is taken.
    ///
    /// # Errors
    /// [`Error::Busy`], [`Error::State`].
    pub fn request_file(&self) -> Result<String, Error> {
        self.session.request_file()
    }

    /// Takes the portal's answer to the last request, given as its whole text.
    ///
    /// # Errors
    /// [`Error::Key`], [`Error::ClockSetBack`], [`Error::Busy`], [`Error::State`].
    pub fn take_answer(&self, file: &str) -> Result<KeyLicense, Error> {
        self.session.take_answer(file)
    }

    /// Gives the key file in use up, for good (LIC-13): this device takes it no more. The receipt is to be carried to the
    /// portal, which then frees the seat; there is none for a file that any device takes. Asked again, it is the same receipt.
    /// A reserve key that waited is in use afterwards, and has a receipt of its own.
    ///
    /// # Errors
    /// [`Error::NotActivated`], [`Error::Key`], [`Error::Busy`], [`Error::State`].
    pub fn give_key_up(&self) -> Result<Option<String>, Error> {
        self.session.give_key_up()
    }

    /// Takes a status list that was carried here as a file, or came with an update of the product (LIC-20), and says whether
    /// the product may run. An older list than the one taken before is refused.
    ///
    /// # Errors
    /// [`Error::Key`], and as [`key_status`](Self::key_status).
    pub fn take_status_list(&self, file: &str) -> Result<KeyLicense, Error> {
        self.session.take_status_list(file)
    }

    /// Takes the vendor's list of issuing keys that were taken back, which comes with an update of the product: no file that
    /// one of them signed is believed any more.
    ///
    /// # Errors
    /// [`Error::Key`] for a list that no root key has signed, [`Error::Busy`], [`Error::State`].
    pub fn take_key_revocations(&self, text: &str) -> Result<(), Error> {
        self.session.take_key_revocations(text)
    }

    /// Fetches the status list of the key file in use, to take it or to carry it to another device.
    ///
    /// # Errors
    /// [`Error::NotActivated`], [`KeyTrouble::OtherList`] when the file names no list of this portal,
    /// [`Error::Unreachable`], [`Error::Refused`], [`Error::Answer`].
    pub fn fetch_status_list(&self) -> Result<String, Error> {
        let request = self.session.plan_status_list(&self.connection.origin)?.ok_or(KeyTrouble::OtherList)?;
        let answer = self.send(&request);
        self.session.accept_status_list(answer)
    }

    fn renewed(&self, plan: Plan) -> Result<Renewal, Error> {
        let renewal = match plan {
            Plan::Known(renewal) => return Ok(*renewal),
            Plan::Ask(turn, request) => self.ask(turn, &request),
        };
        if server_answered(&renewal) {
            // As after an activation.
            drop(self.give_back_replaced());
        }
        renewal
    }

    fn ask(&self, turn: Box<Turn>, request: &Request) -> Result<Renewal, Error> {
        match self.session.accept_renewal(turn, self.send(request))? {
            Next::Done(renewal) => Ok(*renewal),
            Next::AskKeys(turn, request) => self.session.accept_keys(turn, self.send(&request)),
        }
    }

    /// Gives back the seats that later activations have replaced.
    fn give_back_replaced(&self) -> Result<(), Error> {
        while let Some((seat, request)) = self.session.plan_release()? {
            self.session.accept_release(seat, self.send(&request))?;
        }
        Ok(())
    }

    pub(crate) fn send(&self, request: &Request) -> Result<Response, Error> {
        let mut attempt = 1;
        loop {
            match self.exchange(request) {
                Err(Failure::Lost(_)) if attempt < ATTEMPTS => attempt += 1,
                result => return Ok(result?),
            }
        }
    }

    pub(crate) fn exchange(&self, request: &Request) -> Result<Response, Failure> {
        let url = format!("{}{}", self.connection.origin, request.path);
        let headers = http::headers(&self.connection, request).map_err(Failure::Lasting)?;
        let sending = self.http.request(http::method(request), url).timeout(http::timeout(&self.connection, request));
        let answer = sending.headers(headers).body(request.body.to_string()).send()?;
        let head = http::head(answer.status().as_u16(), answer.headers());
        let mut body = Zeroizing::new(Vec::new());
        answer.take(request.most).read_to_end(&mut body).map_err(|error| Failure::Lost(error.to_string()))?;
        Ok(Response { body, ..head })
    }
}
