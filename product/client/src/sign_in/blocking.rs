//! Signing in with the blocking client.

use std::time::Duration;

use super::access::{Access, AccessPlan, Authorization};
use super::account::{Account, SignedOut};
use super::arrived::Proving;
use super::browser::BrowserSignIn;
use super::device_code::{DeviceCode, Heard, Poll, PollPlan};
use super::question::Question;
use super::trouble::SignInTrouble;
use super::{AFTER_TROUBLE, MOST_TROUBLES, SignIn, is_passing};
use crate::Client;
use crate::error::Error;
use crate::http::Failure;
use crate::wire::{Request, Response};

impl Client {
    /// Begins a sign-in on another device, or in any browser (RFC 8628): show the person the code and the page, then wait with
    /// [`wait_for_sign_in`](Self::wait_for_sign_in). The code is stored, so the wait can go on after a restart. A code that was waited for
    /// before is forgotten; who is signed in stays so until somebody else is.
    ///
    /// # Errors
    /// [`Error::SignIn`], [`Error::Unreachable`], [`Error::Answer`], [`Error::Refused`], [`Error::Busy`], [`Error::State`].
    pub fn begin_device_sign_in(&self, sign_in: &SignIn) -> Result<DeviceCode, Error> {
        let (beginning, question) = self.session.plan_device_code(sign_in)?;
        self.session.accept_device_code(beginning, self.put(question))
    }

    /// The code that waits for its person, also after a restart.
    ///
    /// # Errors
    /// [`Error::State`].
    pub fn pending_sign_in(&self) -> Result<Option<DeviceCode>, Error> {
        self.session.pending_sign_in()
    }

    /// Asks once whether the person has said yes. Asked before its time, it sends nothing.
    ///
    /// # Errors
    /// [`SignInTrouble::Denied`], [`SignInTrouble::Expired`], [`SignInTrouble::NoneBegun`] end it. After [`Error::Unreachable`],
    /// [`Error::Answer`], [`Error::Busy`] and a passing [`Error::Refused`] it goes on.
    pub fn poll_sign_in(&self) -> Result<Poll, Error> {
        let (proving, request) = match self.session.plan_poll()? {
            PollPlan::Known(poll) => return Ok(poll),
            PollPlan::Prove(proving, request) => (proving, request),
            PollPlan::Ask(asking, question) => match self.session.accept_poll(asking, self.put(question))? {
                Heard::Wait(wait) => return Ok(Poll::Wait(wait)),
                Heard::Prove(proving, request) => (proving, request),
            },
        };
        self.proven(proving, &request).map(Poll::SignedIn)
    }

    /// Waits until the person has said yes or no, or the code has ended. `pause` waits for as long as it is told, and says whether to go on.
    ///
    /// # Errors
    /// As [`poll_sign_in`](Self::poll_sign_in); [`SignInTrouble::Canceled`] when `pause` says no. The code is still stored then:
    /// [`cancel_sign_in`](Self::cancel_sign_in) forgets it.
    pub fn wait_for_sign_in(&self, mut pause: impl FnMut(Duration) -> bool) -> Result<Account, Error> {
        let mut troubles = 0;
        loop {
            let wait = match self.poll_sign_in() {
                Ok(Poll::SignedIn(account)) => return Ok(account),
                Ok(Poll::Wait(wait)) => {
                    troubles = 0;
                    wait
                }
                Err(error) if is_passing(&error) && troubles < MOST_TROUBLES => {
                    troubles += 1;
                    AFTER_TROUBLE
                }
                Err(error) => return Err(error),
            };
            if !pause(wait) {
                return Err(SignInTrouble::Canceled.into());
            }
        }
    }

    /// Forgets the code that waits.
    ///
    /// # Errors
    /// [`Error::Busy`], [`Error::State`].
    pub fn cancel_sign_in(&self) -> Result<(), Error> {
        self.session.cancel_sign_in()
    }

    /// Signs in with the browser of this device: `open` opens the address in it and says whether it could. The library itself starts no
    /// program. Where this ends with an error, [`Error::advice`] says what the person may try.
    ///
    /// # Errors
    /// [`SignInTrouble::NotOpened`], [`SignInTrouble::Silent`], [`SignInTrouble::NoListener`] and others of [`Error::SignIn`];
    /// [`Error::Unreachable`], [`Error::Answer`], [`Error::Refused`], [`Error::Busy`], [`Error::State`].
    pub fn sign_in_by_browser(&self, sign_in: &SignIn, open: impl FnOnce(&str) -> bool) -> Result<Account, Error> {
        let browser = self.begin_browser_sign_in(sign_in)?;
        if !open(browser.address()) {
            return Err(SignInTrouble::NotOpened.into());
        }
        self.finish_browser_sign_in(browser)
    }

    /// The first half of [`sign_in_by_browser`](Self::sign_in_by_browser): the address to open, while the way back is listened for.
    ///
    /// # Errors
    /// The same.
    pub fn begin_browser_sign_in(&self, sign_in: &SignIn) -> Result<BrowserSignIn, Error> {
        let (pushing, question) = self.session.plan_push(sign_in)?;
        self.session.accept_push(pushing, self.put(question))
    }

    /// The second half: waits for the browser, at most for [`SignIn::time_limit`].
    ///
    /// # Errors
    /// The same. Where the tokens have come and could not be proven for want of a network, [`poll_sign_in`](Self::poll_sign_in) goes on.
    pub fn finish_browser_sign_in(&self, browser: BrowserSignIn) -> Result<Account, Error> {
        let back = browser.arrival().wait();
        let (exchanging, question) = self.session.plan_exchange(&browser, back)?;
        // A sign-in is finished once.
        drop(browser);
        let (proving, request) = self.session.accept_exchange(exchanging, self.put(question))?;
        self.proven(proving, &request)
    }

    /// Who is signed in, without a network.
    ///
    /// # Errors
    /// [`SignInTrouble::NotSignedIn`], [`Error::State`].
    pub fn account(&self) -> Result<Account, Error> {
        self.session.account()
    }

    /// Who is signed in, as the portal says it now.
    ///
    /// # Errors
    /// As [`account`](Self::account); [`SignInTrouble::Ended`] when the portal has ended the sign-in; and what the network says.
    pub fn profile(&self) -> Result<Account, Error> {
        let access = self.access()?;
        let mut answer = self.send(&self.session.plan_profile(&access)?);
        if self.session.is_about_the_clock(&answer) {
            answer = self.send(&self.session.plan_profile(&access)?);
        }
        self.session.accept_profile(answer)
    }

    /// What a request to an API of the vendor carries: `method` and `address` are those of the request. The access token is renewed ahead
    /// of its end.
    ///
    /// # Errors
    /// [`SignInTrouble::NotSignedIn`], [`SignInTrouble::Ended`]; and what the network says, once the token that is there has ended.
    pub fn authorize(&self, method: &str, address: &str) -> Result<Authorization, Error> {
        self.session.authorization(&*self.access()?, method, address)
    }

    /// Signs out: this device forgets the account at once, and the portal is told.
    ///
    /// # Errors
    /// [`SignInTrouble::NotSignedIn`], [`Error::Busy`], [`Error::State`]. A portal that cannot be reached is no error:
    /// [`SignedOut::HereFirst`].
    pub fn sign_out(&self) -> Result<SignedOut, Error> {
        self.session.forget_account()?;
        Ok(if self.end_forgotten().is_ok() { SignedOut::Everywhere } else { SignedOut::HereFirst })
    }

    fn proven(&self, proving: Box<Proving>, request: &Request) -> Result<Account, Error> {
        let proven = self.session.accept_key_set(proving, self.send(request));
        // Who was signed in before, or what is not believed. What fails stays noted, for the next time.
        drop(self.end_forgotten());
        let account = proven?;
        // Where the ID token names nobody, the portal may; without an answer they are signed in all the same.
        Ok(if account.is_named() { account } else { self.profile().unwrap_or(account) })
    }

    fn access(&self) -> Result<Box<Access>, Error> {
        match self.session.plan_access()? {
            AccessPlan::Known(access) => Ok(access),
            AccessPlan::Ask(refreshing, question) => self.session.accept_access(refreshing, self.put(question)),
        }
    }

    /// Ends at the portal what this device has forgotten.
    fn end_forgotten(&self) -> Result<(), Error> {
        while let Some((ending, question)) = self.session.plan_revocation()? {
            self.session.accept_revocation(ending, self.put(question))?;
        }
        Ok(())
    }

    fn put(&self, mut question: Box<Question>) -> Result<Response, Error> {
        loop {
            let request = self.session.put(&mut question)?;
            match self.exchange(&request) {
                Err(Failure::Lost(_)) if question.is_put_again_when_lost() => {}
                Ok(answer) if self.session.wants_another_proof(&mut question, &answer) => {}
                result => return Ok(result?),
            }
        }
    }
}
