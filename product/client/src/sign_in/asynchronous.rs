//! Signing in with the asynchronous client.

use std::future::poll_fn;
use std::time::Duration;

use super::access::{Access, AccessPlan, Authorization};
use super::account::{Account, SignedOut};
use super::arrived::Proving;
use super::browser::BrowserSignIn;
use super::device_code::{DeviceCode, Heard, Poll, PollPlan};
use super::question::Question;
use super::trouble::SignInTrouble;
use super::{AFTER_TROUBLE, MOST_TROUBLES, SignIn, is_passing};
use crate::AsyncClient;
use crate::error::Error;
use crate::http::Failure;
use crate::wire::{Request, Response};

impl AsyncClient {
    /// As [`Client::begin_device_sign_in`](crate::Client::begin_device_sign_in).
    ///
    /// # Errors
    /// The same.
    pub async fn begin_device_sign_in(&self, sign_in: &SignIn) -> Result<DeviceCode, Error> {
        let (beginning, question) = self.session.plan_device_code(sign_in)?;
        let answer = self.put(question).await;
        self.session.accept_device_code(beginning, answer)
    }

    /// As [`Client::pending_sign_in`](crate::Client::pending_sign_in).
    ///
    /// # Errors
    /// The same.
    pub fn pending_sign_in(&self) -> Result<Option<DeviceCode>, Error> {
        self.session.pending_sign_in()
    }

    /// As [`Client::poll_sign_in`](crate::Client::poll_sign_in).
    ///
    /// # Errors
    /// The same.
    pub async fn poll_sign_in(&self) -> Result<Poll, Error> {
        let (proving, request) = match self.session.plan_poll()? {
            PollPlan::Known(poll) => return Ok(poll),
            PollPlan::Prove(proving, request) => (proving, request),
            PollPlan::Ask(asking, question) => {
                let answer = self.put(question).await;
                match self.session.accept_poll(asking, answer)? {
                    Heard::Wait(wait) => return Ok(Poll::Wait(wait)),
                    Heard::Prove(proving, request) => (proving, request),
                }
            }
        };
        self.proven(proving, &request).await.map(Poll::SignedIn)
    }

    /// As [`Client::wait_for_sign_in`](crate::Client::wait_for_sign_in); `pause` gives something to await, such as Tokio's `sleep`.
    ///
    /// # Errors
    /// The same.
    pub async fn wait_for_sign_in<F: Future<Output = bool>>(
        &self,
        mut pause: impl FnMut(Duration) -> F,
    ) -> Result<Account, Error> {
        let mut troubles = 0;
        loop {
            let wait = match self.poll_sign_in().await {
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
            if !pause(wait).await {
                return Err(SignInTrouble::Canceled.into());
            }
        }
    }

    /// As [`Client::cancel_sign_in`](crate::Client::cancel_sign_in).
    ///
    /// # Errors
    /// The same.
    pub fn cancel_sign_in(&self) -> Result<(), Error> {
        self.session.cancel_sign_in()
    }

    /// As [`Client::sign_in_by_browser`](crate::Client::sign_in_by_browser). Dropped before its end, nothing listens any more.
    ///
    /// # Errors
    /// The same.
    pub async fn sign_in_by_browser(
        &self,
        sign_in: &SignIn,
        open: impl FnOnce(&str) -> bool,
    ) -> Result<Account, Error> {
        let browser = self.begin_browser_sign_in(sign_in).await?;
        if !open(browser.address()) {
            return Err(SignInTrouble::NotOpened.into());
        }
        self.finish_browser_sign_in(browser).await
    }

    /// As [`Client::begin_browser_sign_in`](crate::Client::begin_browser_sign_in).
    ///
    /// # Errors
    /// The same.
    pub async fn begin_browser_sign_in(&self, sign_in: &SignIn) -> Result<BrowserSignIn, Error> {
        let (pushing, question) = self.session.plan_push(sign_in)?;
        let answer = self.put(question).await;
        self.session.accept_push(pushing, answer)
    }

    /// As [`Client::finish_browser_sign_in`](crate::Client::finish_browser_sign_in).
    ///
    /// # Errors
    /// The same.
    pub async fn finish_browser_sign_in(&self, browser: BrowserSignIn) -> Result<Account, Error> {
        let back = poll_fn(|context| browser.arrival().poll(context)).await;
        let (exchanging, question) = self.session.plan_exchange(&browser, back)?;
        // A sign-in is finished once.
        drop(browser);
        let answer = self.put(question).await;
        let (proving, request) = self.session.accept_exchange(exchanging, answer)?;
        self.proven(proving, &request).await
    }

    /// As [`Client::account`](crate::Client::account).
    ///
    /// # Errors
    /// The same.
    pub fn account(&self) -> Result<Account, Error> {
        self.session.account()
    }

    /// As [`Client::profile`](crate::Client::profile).
    ///
    /// # Errors
    /// The same.
    pub async fn profile(&self) -> Result<Account, Error> {
        let access = self.access().await?;
        let request = self.session.plan_profile(&access)?;
        let mut answer = self.send(&request).await;
        if self.session.is_about_the_clock(&answer) {
            let request = self.session.plan_profile(&access)?;
            answer = self.send(&request).await;
        }
        self.session.accept_profile(answer)
    }

    /// As [`Client::authorize`](crate::Client::authorize).
    ///
    /// # Errors
    /// The same.
    pub async fn authorize(&self, method: &str, address: &str) -> Result<Authorization, Error> {
        let access = self.access().await?;
        self.session.authorization(&access, method, address)
    }

    /// As [`Client::sign_out`](crate::Client::sign_out).
    ///
    /// # Errors
    /// The same.
    pub async fn sign_out(&self) -> Result<SignedOut, Error> {
        self.session.forget_account()?;
        Ok(if self.end_forgotten().await.is_ok() { SignedOut::Everywhere } else { SignedOut::HereFirst })
    }

    async fn proven(&self, proving: Box<Proving>, request: &Request) -> Result<Account, Error> {
        let answer = self.send(request).await;
        let proven = self.session.accept_key_set(proving, answer);
        // As with the blocking client.
        drop(self.end_forgotten().await);
        let account = proven?;
        Ok(if account.is_named() { account } else { Box::pin(self.profile()).await.unwrap_or(account) })
    }

    async fn access(&self) -> Result<Box<Access>, Error> {
        match self.session.plan_access()? {
            AccessPlan::Known(access) => Ok(access),
            AccessPlan::Ask(refreshing, question) => {
                let answer = self.put(question).await;
                self.session.accept_access(refreshing, answer)
            }
        }
    }

    /// Ends at the portal what this device has forgotten.
    async fn end_forgotten(&self) -> Result<(), Error> {
        while let Some((ending, question)) = self.session.plan_revocation()? {
            let answer = self.put(question).await;
            self.session.accept_revocation(ending, answer)?;
        }
        Ok(())
    }

    async fn put(&self, mut question: Box<Question>) -> Result<Response, Error> {
        loop {
            let request = self.session.put(&mut question)?;
            match self.exchange(&request).await {
                Err(Failure::Lost(_)) if question.is_put_again_when_lost() => {}
                Ok(answer) if self.session.wants_another_proof(&mut question, &answer) => {}
                result => return Ok(result?),
            }
        }
    }
}
