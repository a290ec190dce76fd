### Company accounts (COM): pages below /c/NAME, rights, refusals, the audit log.

companies = Companies
company = Company
company-name = Company name
users = Users
user = User
audit = Activity log
any = Any
name = Name
no-name = No name
first-name = First name
last-name = Last name
first-reading = First name, reading
last-reading = Last name, reading
country = Country
branch = Branch
owner = Owner
administrator = Administrator
rights = Rights
rights-before = Rights before
rights-owner = All rights, as the owner
rights-none = None. You can use what the company has, and see your own requests.
state = Status
state-active = Active
state-blocked = Blocked
joined = Joined
blocked-since = Blocked since
asked = Requested
you-here = You in this company
home-company = Your company
home-blocked-text = Ask an administrator of the company. Your personal account still works.
# $company (String) - the company's name
home-asked = Your request to join { $company } is waiting
# $until (String) - the last day
home-asked-text = An administrator of the company decides by { $until }.
home-asked-open = See request
former-user = Former user
no-user-yet = Not a user yet

right-see-requests = See others’ requests
right-answer-requests = Answer and close others’ requests
right-manage-users = Manage users
right-invite-users = Invite users
right-manage-licenses = Manage licenses
right-user-notices = Receive user notices
right-change-settings = Change company settings
right-use-contract = Use a contract

users-lede = Everyone who belongs to the company. The list is sorted by last name.
users-none = No users
users-none-text = People who join the company appear here.
audit-lede = What was done in the company, and by whom.
audit-none = Nothing yet
audit-none-text = Changes to users, rights and settings appear here.
audit-what = What
audit-details = Details
audit-who = By
audit-when = When
audit-other = Other change
from-day = From
until-day = Until
company-unverified = We’re checking the company’s first license. You can use everything meanwhile, but nobody else can join with the license until we’ve finished.

company-not-found = There’s no such company, or you don’t belong to it.
# $name (String) - the company's name
company-no-member = You’re no longer a user of { $name }.
# $name (String) - the company's name
company-blocked = { $name } has blocked your access. Ask an administrator of the company. Your personal account still works.
# $name (String) - the company's name
company-factor-due = { $name } requires two-step verification. Turn it on under Account, Security, and then come back.
# $name (String) - the company's name
company-sso-due = { $name } requires you to sign in with the company’s own sign-in service.
# $name (String) - the company's name
# $at (String) - when
# $until (String) - until when
company-deleted = { $name } was deleted on { $at }. Support can restore it until { $until }.
company-has-one = This person already belongs to a company.
company-no-branch = Choose a branch from the list.
company-branch-name = Enter a name of up to 100 characters.
company-branch-taken = The company already has a branch with this name.
company-owner-stays = The owner can’t leave or be removed. Ask support to make somebody else the owner, or delete the company.
company-no-such-member = This user no longer belongs to the company.
# $right (String) - the right's name, several separated by slashes
# $givers (String) - names of people
lacks-right = You need the right “{ $right }” for this. These people can give it to you: { $givers }.
# $givers (String) - names of people
lacks-any = This page is for administrators of the company. These people can make you one: { $givers }.
# $givers (String) - the owner's name
lacks-owner = Only the company’s owner can do this: { $givers }.
denied-owner = The owner’s rights can’t be changed. Support changes the owner on request.
# $right (String) - the right's name
denied-lacks = You need the right “{ $right }” for this.
# $rights (String) - names of rights
denied-more = You don’t have these rights yourself: { $rights }.
denied-only-drop = You can only give up your own rights, not add to them.
denied-oneself = You can’t remove or block yourself. You can leave the company from your own details.
denied-directory = The company’s directory has blocked this user. Unblock them there.

join-pending = Waiting for approval
join-admitted = Admitted
join-declined = Declined
join-expired = Expired

event-founded = Company created
event-joined = User joined
event-branch-added = Branch added
event-left = User left
joined-by = Joined
joined-founding = by creating the company
joined-license = with a license
joined-approval = after approval
joined-invitation = by invitation
joined-directory = through the directory
joined-provider = through the company’s sign-in
joined-staff = through support
ended = How
ended-left = left the company
ended-removed = removed by an administrator
ended-directory = removed by the directory
ended-account = deleted their account
ended-company = company deleted
ended-staff = removed by support

data-membership = Company
data-requests = Requests to join companies
data-sign-in = Signs in with the company’s service
data-directory = Managed by the company’s directory

event-confirmed = Company confirmed
