/** What a HubSpot error body may say beside its message and category. */
export interface ErrorDetails {
	subCategory?: string;
	context?: Record<string, string[]>;
	errors?: Array<{ message: string; context?: Record<string, string[]> }>;
	links?: Record<string, string>;
}

/**
 * A whole request refused. Thrown anywhere below the routes; the server turns it into HubSpot's
 * error body: `{status: 'error', message, correlationId, category, …}`.
 * https://developers.hubspot.com/docs/api-reference/error-handling
 */
export class HubspotError extends Error {
	constructor(
		readonly httpStatus: number,
		/** Undefined where an error has none. */
		readonly category: string | undefined,
		message: string,
		readonly details: ErrorDetails = {},
		/** True: `Behaviour.errorCategory` decides whether the body has the category. */
		readonly mayLackCategory = false,
	) {
		super(message);
	}

	/** The same error without its category, where it may lack that. */
	withoutCategory(): HubspotError {
		if (!this.mayLackCategory) return this;
		return new HubspotError(this.httpStatus, undefined, this.message, this.details);
	}

	/** The body to send. `correlationId` is also the answer's X-HubSpot-Correlation-Id. */
	toBody(correlationId: string): Record<string, unknown> {
		return {
			status: 'error',
			message: this.message,
			correlationId,
			...(this.category !== undefined && { category: this.category }),
			...this.details,
		};
	}
}

/** 400 for a request HubSpot understands but will not do. */
export function validationError(message: string, details?: ErrorDetails): HubspotError {
	return new HubspotError(400, 'VALIDATION_ERROR', message, details);
}

/**
 * 400 for a body that does not have the shape asked for, in the words of HubSpot's JSON reader.
 * HubSpot names the exact column; here it is always the same one, because no client should rely on it.
 */
export function invalidJson(reason: string): HubspotError {
	const message = `Invalid input JSON on line 1, column 11: ${reason}`;
	return new HubspotError(400, 'VALIDATION_ERROR', message, {}, true);
}

/** 404 for something the path names that the account does not have. */
export function notFound(message: string): HubspotError {
	return new HubspotError(404, 'OBJECT_NOT_FOUND', message);
}

/** 400 for association types that the two object types do not have, named by their definitions. */
export function invalidAssociationTypes(
	types: Array<{ category: string; typeId: number }>,
): HubspotError {
	const specs = types.map((type) => `${type.category}=${type.typeId}`);
	return validationError('One or more associations are invalid', {
		context: {
			associationSpec: specs,
			INVALID_ASSOCIATION_TYPE_ID: specs.map(
				(spec) => `${spec} is not a valid association definition id`,
			),
		},
	});
}
