### The guide to the API: tasks and first steps.

api-task-orders = Sell: orders and codes
api-task-orders-text = Record an order and issue activation codes for it, one or a million.
api-task-products = Activate in your product
api-task-products-text = What your product asks: a seat for a device, the next lease, and giving the seat back. No API key is needed.
api-task-licenses = Look after licenses
api-task-licenses-text = Find licenses, block and unblock them, free seats, and email codes again.
api-step-order = Record an order
api-step-order-text = The answer has the id of the order. The same command with the same Idempotency-Key records nothing twice.
api-step-issue = Issue a code
api-step-issue-text = Put the id of your order into the address. Product, edition and term are the codes of your catalog. The answer has the activation code.
api-step-activate = Activate a device
api-step-activate-text = This is what your product does: no API key, the code is enough. Keep the lease and the renew token from the answer.
api-step-renew = Renew the lease
api-step-renew-text = Ask when the lease says so (renew_after), with the activation’s id and the renew token. Until the lease ends, the product works without a network.
api-step-sdk = Or take the SDK
api-step-sdk-text = The Rust crate gatehouse-client does the last two steps and verifies leases without a network. In the source of Gatehouse, product/examples/lantern is a whole product that uses it.
