-- OneDoor's schema, made by `onedoor schema dump` from the migrations: a3ec2cb5de2fd7fdbe7289a085efa23f
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

CREATE TYPE public.procrastinate_job_event_type AS ENUM (
    'deferred',
    'started',
    'deferred_for_retry',
    'failed',
    'succeeded',
    'cancelled',
    'abort_requested',
    'aborted',
    'scheduled',
    'retried'
);

CREATE TYPE public.procrastinate_job_status AS ENUM (
    'todo',
    'doing',
    'succeeded',
    'failed',
    'cancelled',
    'aborting',
    'aborted'
);

CREATE TYPE public.procrastinate_job_to_defer_v1 AS (
	queue_name character varying,
	task_name character varying,
	priority integer,
	lock text,
	queueing_lock text,
	args jsonb,
	scheduled_at timestamp with time zone
);

CREATE FUNCTION public.a_piece_version_never_changes() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'a version of a piece never changes'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION public.a_published_version_never_changes() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'a published version of a service never changes'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION public.a_reading_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('onedoor.readings_expire', true) = 'on'
            AND OLD.at < now() - interval '3 years' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'a reading stays as it is: % on %', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION public.a_use_of_a_seal_is_never_altered() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'a use of a seal is never altered: % on %', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION public.an_administrator_holds_no_post() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF NEW.ended_at IS NOT NULL THEN
        RETURN NEW;
    END IF;
    PERFORM pg_advisory_xact_lock(4207003, hashtext(NEW.account_id::text));
    IF TG_TABLE_NAME = 'agencies_administrator' THEN
        IF EXISTS (SELECT FROM agencies_appointment WHERE account_id = NEW.account_id
                AND ended_at IS NULL AND (until IS NULL OR until >= NEW.since)) THEN
            RAISE EXCEPTION 'an administrator holds no post'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF EXISTS (SELECT FROM agencies_administrator WHERE account_id = NEW.account_id
            AND ended_at IS NULL AND (NEW.until IS NULL OR NEW.until >= since)) THEN
        RAISE EXCEPTION 'an administrator holds no post'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status = 'todo'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        IF abort THEN
            UPDATE procrastinate_jobs
            SET abort_requested = true,
                status = CASE status
                    WHEN 'todo' THEN 'cancelled'::procrastinate_job_status ELSE status
                END
            WHERE id = job_id AND status IN ('todo', 'doing')
            RETURNING id INTO _job_id;
        ELSE
            UPDATE procrastinate_jobs
            SET status = 'cancelled'::procrastinate_job_status
            WHERE id = job_id AND status = 'todo'
            RETURNING id INTO _job_id;
        END IF;
    END IF;
    RETURN _job_id;
END;
$$;

CREATE FUNCTION public.procrastinate_defer_jobs_v1(jobs public.procrastinate_job_to_defer_v1[]) RETURNS bigint[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    job_ids bigint[];
BEGIN
    WITH inserted_jobs AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
        SELECT (job).queue_name,
               (job).task_name,
               (job).priority,
               (job).lock,
               (job).queueing_lock,
               (job).args,
               (job).scheduled_at
        FROM unnest(jobs) AS job
        RETURNING id
    )
    SELECT array_agg(id) FROM inserted_jobs INTO job_ids;

    RETURN job_ids;
END;
$$;

CREATE FUNCTION public.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN
    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;

    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;

    UPDATE procrastinate_periodic_defers
        SET job_id = (
            SELECT COALESCE((
                SELECT unnest(procrastinate_defer_jobs_v1(
                    ARRAY[
                        ROW(
                            _queue_name,
                            _task_name,
                            _priority,
                            _lock,
                            _queueing_lock,
                            _args,
                            NULL::timestamptz
                        )
                    ]::procrastinate_job_to_defer_v1[]
                ))
            ), NULL)
        )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;

    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;

    RETURN _job_id;
END;
$$;

SET default_tablespace = '';

SET default_table_access_method = heap;

CREATE TABLE public.procrastinate_jobs (
    id bigint NOT NULL,
    queue_name character varying(128) NOT NULL,
    task_name character varying(128) NOT NULL,
    lock text,
    args jsonb DEFAULT '{}'::jsonb NOT NULL,
    status public.procrastinate_job_status DEFAULT 'todo'::public.procrastinate_job_status NOT NULL,
    scheduled_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    queueing_lock text,
    priority integer DEFAULT 0 NOT NULL,
    abort_requested boolean DEFAULT false NOT NULL,
    worker_id bigint,
    CONSTRAINT check_not_todo_abort_requested CHECK ((NOT ((status = 'todo'::public.procrastinate_job_status) AND (abort_requested = true))))
);

CREATE FUNCTION public.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) RETURNS public.procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier or higher priority jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS other_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND other_jobs.lock = jobs.lock
                            AND (
                                -- job with same lock is already running
                                other_jobs.status = 'doing'
                                OR
                                -- job with same lock is waiting and has higher priority (or same priority but was queued first)
                                (
                                    other_jobs.status = 'todo'
                                    AND (
                                        other_jobs.priority > jobs.priority
                                        OR (
                                        other_jobs.priority = jobs.priority
                                        AND other_jobs.id < jobs.id
                                        )
                                    )
                                )
                            )
                )
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing', worker_id = p_worker_id
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;

 RETURN found_jobs;
END;
$$;

CREATE FUNCTION public.procrastinate_finish_job_v1(job_id bigint, end_status public.procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
        RAISE 'End status should be either "succeeded", "failed" or "aborted" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            abort_requested = false,
            attempts = CASE status
                WHEN 'doing' THEN attempts + 1 ELSE attempts
            END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;

CREATE FUNCTION public.procrastinate_notify_queue_abort_job_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'abort_job_requested', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_notify_queue_job_inserted_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'job_inserted', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    DELETE FROM procrastinate_workers
    WHERE last_heartbeat < NOW() - (seconds_since_heartbeat || 'SECOND')::INTERVAL
    RETURNING procrastinate_workers.id;
END;
$$;

CREATE FUNCTION public.procrastinate_register_worker_v1() RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    INSERT INTO procrastinate_workers DEFAULT VALUES
    RETURNING procrastinate_workers.id;
END;
$$;

CREATE FUNCTION public.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
BEGIN
    SELECT abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status = 'doing'
    FOR UPDATE
    INTO _abort_requested;
    IF _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;

CREATE FUNCTION public.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
    _current_status procrastinate_job_status;
BEGIN
    SELECT status, abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status IN ('doing', 'failed')
    FOR UPDATE
    INTO _current_status, _abort_requested;
    IF _current_status = 'doing' AND _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status IN ('doing', 'failed')
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or has an invalid status to retry (job id: %)', job_id;
    END IF;

END;
$$;

CREATE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'abort_requested'::procrastinate_job_event_type);
    RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type, at)
        VALUES (NEW.id, 'scheduled'::procrastinate_job_event_type, NEW.scheduled_at);

	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'deferred'::procrastinate_job_event_type);
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_trigger_function_status_events_update_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            WHEN OLD.status = 'failed'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'retried'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_unlink_periodic_defers_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_periodic_defers
    SET job_id = NULL
    WHERE job_id = OLD.id;
    RETURN OLD;
END;
$$;

CREATE FUNCTION public.procrastinate_unregister_worker_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM procrastinate_workers
    WHERE id = worker_id;
END;
$$;

CREATE FUNCTION public.procrastinate_update_heartbeat_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_workers
    SET last_heartbeat = NOW()
    WHERE id = worker_id;
END;
$$;

CREATE FUNCTION public.record_is_never_altered() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'the record is never altered: % on %', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION public.what_the_list_said_never_changes() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'what the list said never changes'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id uuid NOT NULL
);

ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);

ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agencies_administrator (
    id uuid NOT NULL,
    office character varying(12) NOT NULL,
    since date NOT NULL,
    given_by character varying(80) NOT NULL,
    ended_at timestamp with time zone,
    account_id uuid NOT NULL,
    CONSTRAINT there_are_three_offices CHECK (((office)::text = ANY ((ARRAY['audit'::character varying, 'security'::character varying, 'system'::character varying])::text[])))
);

CREATE TABLE public.agencies_agency (
    code character varying(60) NOT NULL,
    function character varying(60) NOT NULL,
    name character varying(200) NOT NULL,
    names jsonb NOT NULL,
    short character varying(60) NOT NULL,
    credit_code character varying(18) NOT NULL,
    mark character varying(20) NOT NULL,
    office jsonb NOT NULL,
    powers jsonb NOT NULL,
    review_body character varying(200) NOT NULL,
    court character varying(200) NOT NULL,
    former_names jsonb NOT NULL,
    active boolean NOT NULL,
    division_id character varying(12) NOT NULL
);

CREATE TABLE public.agencies_appointment (
    id bigint NOT NULL,
    since date NOT NULL,
    until date,
    account_id uuid NOT NULL,
    post_id bigint NOT NULL,
    acts jsonb NOT NULL,
    ended_at timestamp with time zone,
    from_account_id uuid,
    kind character varying(12) DEFAULT 'own'::character varying NOT NULL,
    reason character varying(200) NOT NULL,
    services jsonb NOT NULL,
    CONSTRAINT a_post_is_ones_own_or_somebodys_and_then_it_ends CHECK ((((from_account_id IS NULL) AND ((kind)::text = 'own'::text)) OR ((from_account_id IS NOT NULL) AND ((kind)::text = ANY ((ARRAY['delegated'::character varying, 'substitute'::character varying])::text[])) AND (until IS NOT NULL)))),
    CONSTRAINT an_appointment_ends_after_it_began CHECK (((until IS NULL) OR (until >= since)))
);

ALTER TABLE public.agencies_appointment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agencies_appointment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agencies_department (
    id bigint NOT NULL,
    code character varying(60) NOT NULL,
    name character varying(100) NOT NULL,
    since date NOT NULL,
    until date,
    agency_id character varying(60) NOT NULL,
    parent_id bigint,
    CONSTRAINT a_department_ends_after_it_began CHECK (((until IS NULL) OR (until >= since)))
);

ALTER TABLE public.agencies_department ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agencies_department_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agencies_division (
    code character varying(12) NOT NULL,
    name character varying(100) NOT NULL,
    name_en character varying(100) NOT NULL,
    names jsonb NOT NULL,
    level character varying(12) NOT NULL,
    parent_id character varying(12),
    CONSTRAINT a_division_has_twelve_digits CHECK (((code)::text ~ '^[0-9]{12}$'::text)),
    CONSTRAINT a_division_is_of_a_known_level CHECK (((level)::text = ANY ((ARRAY['nation'::character varying, 'region'::character varying, 'prefecture'::character varying, 'county'::character varying, 'township'::character varying, 'village'::character varying])::text[])))
);

CREATE TABLE public.agencies_grant (
    id bigint NOT NULL,
    act character varying(30) NOT NULL,
    service character varying(60) NOT NULL,
    division character varying(12) NOT NULL,
    reach character varying(12) NOT NULL,
    since date,
    until date,
    given_by character varying(80) NOT NULL,
    basis character varying(200) NOT NULL,
    ended_at timestamp with time zone,
    ended_by character varying(80) NOT NULL,
    ended_because character varying(200) NOT NULL,
    post_id bigint NOT NULL,
    CONSTRAINT a_right_is_for_a_known_act CHECK (((act)::text = ANY ((ARRAY['accept'::character varying, 'decide'::character varying, 'extend'::character varying, 'move'::character varying, 'pre-review'::character varying, 'request-corrections'::character varying, 'return'::character varying, 'review'::character varying, 'supervise'::character varying, 'suspend'::character varying, 'transfer'::character varying, 'turn-away'::character varying, 'window-check'::character varying])::text[]))),
    CONSTRAINT a_right_taken_away_says_why CHECK (((ended_at IS NULL) OR (NOT ((ended_because)::text = ''::text))))
);

ALTER TABLE public.agencies_grant ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agencies_grant_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agencies_leave (
    id uuid NOT NULL,
    since date NOT NULL,
    until date NOT NULL,
    recorded_by character varying(80) NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    account_id uuid NOT NULL,
    substitute_id uuid,
    CONSTRAINT leave_ends_after_it_began CHECK ((until >= since)),
    CONSTRAINT nobody_stands_in_for_themselves CHECK ((NOT ((substitute_id = account_id) AND (substitute_id IS NOT NULL))))
);

CREATE TABLE public.agencies_policy (
    id bigint NOT NULL,
    key character varying(40) NOT NULL,
    value character varying(40) NOT NULL,
    at timestamp with time zone NOT NULL,
    set_by character varying(80) NOT NULL,
    set_by_name character varying(100) NOT NULL
);

ALTER TABLE public.agencies_policy ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agencies_policy_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agencies_post (
    id bigint NOT NULL,
    slug character varying(60) NOT NULL,
    name character varying(100) NOT NULL,
    names jsonb NOT NULL,
    agency_id character varying(60) NOT NULL,
    department_id bigint
);

ALTER TABLE public.agencies_post ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agencies_post_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agencies_proposal (
    id uuid NOT NULL,
    act character varying(30) NOT NULL,
    facts jsonb NOT NULL,
    reason character varying(200) NOT NULL,
    proposed_by character varying(80) NOT NULL,
    proposed_by_name character varying(100) NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    settled_by character varying(80) NOT NULL,
    settled_by_name character varying(100) NOT NULL,
    settled_at timestamp with time zone,
    agreed boolean,
    alone boolean NOT NULL,
    CONSTRAINT nobody_agrees_to_their_own_proposal CHECK (((agreed IS NULL) OR (NOT agreed) OR alone OR (NOT ((settled_by)::text = (proposed_by)::text))))
);

CREATE TABLE public.agencies_rightscheck (
    id bigint NOT NULL,
    quarter character varying(7) NOT NULL,
    verdict character varying(4) NOT NULL,
    by_ref character varying(80) NOT NULL,
    by_name character varying(100) NOT NULL,
    at timestamp with time zone NOT NULL,
    appointment_id bigint,
    grant_id bigint,
    CONSTRAINT a_review_is_of_an_appointment_or_a_right CHECK ((((appointment_id IS NULL) AND (grant_id IS NOT NULL)) OR ((appointment_id IS NOT NULL) AND (grant_id IS NULL)))),
    CONSTRAINT a_review_keeps_or_cuts CHECK (((verdict)::text = ANY ((ARRAY['keep'::character varying, 'cut'::character varying])::text[])))
);

ALTER TABLE public.agencies_rightscheck ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.agencies_rightscheck_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.agencies_station (
    code character varying(60) NOT NULL,
    kind character varying(8) NOT NULL,
    name character varying(100) NOT NULL,
    names jsonb NOT NULL,
    address character varying(200) NOT NULL,
    hours character varying(100) NOT NULL,
    phone character varying(40) NOT NULL,
    services jsonb NOT NULL,
    helps jsonb NOT NULL,
    certainty character varying(8) NOT NULL,
    division_id character varying(12) NOT NULL,
    CONSTRAINT a_station_is_of_a_known_kind CHECK (((kind)::text = ANY ((ARRAY['hall'::character varying, 'centre'::character varying, 'village'::character varying])::text[])))
);

CREATE TABLE public.assessment_counted (
    id bigint NOT NULL,
    day date NOT NULL,
    measure character varying(30) NOT NULL,
    agency character varying(60) NOT NULL,
    chain character varying(80) NOT NULL,
    seq integer NOT NULL,
    of smallint NOT NULL,
    amount integer NOT NULL,
    CONSTRAINT assessment_counted_seq_check CHECK ((seq >= 0))
);

ALTER TABLE public.assessment_counted ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assessment_counted_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.assessment_daylaiddown (
    day date NOT NULL
);

CREATE TABLE public.assessment_monthsum (
    id bigint NOT NULL,
    month date NOT NULL,
    agency character varying(60) NOT NULL,
    measure character varying(30) NOT NULL,
    of bigint NOT NULL,
    amount bigint NOT NULL
);

ALTER TABLE public.assessment_monthsum ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.assessment_monthsum_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.assistant_sample (
    id uuid NOT NULL,
    text character varying(240) NOT NULL,
    service character varying(60) NOT NULL,
    parts character varying(60) NOT NULL,
    version integer NOT NULL,
    asked_on date NOT NULL
);

CREATE TABLE public.assistant_week (
    monday date NOT NULL,
    asked integer NOT NULL,
    answered integer NOT NULL,
    refused integer NOT NULL,
    judged integer NOT NULL,
    "right" integer NOT NULL,
    CONSTRAINT the_figures_of_a_week_add_up CHECK (((asked = (answered + refused)) AND ("right" <= judged)))
);

CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);

ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);

ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);

ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.bundles_bundledraft (
    id uuid NOT NULL,
    bundle character varying(60) NOT NULL,
    agency character varying(60) NOT NULL,
    situation jsonb NOT NULL,
    answers text NOT NULL,
    agent character varying(40) NOT NULL,
    agent_name character varying(200) NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    expires_on date NOT NULL,
    party_id uuid NOT NULL,
    under jsonb NOT NULL
);

CREATE TABLE public.bundles_jointcase (
    id uuid NOT NULL,
    number character varying(50) NOT NULL,
    request_key character varying(100) NOT NULL,
    bundle character varying(60) NOT NULL,
    title character varying(200) NOT NULL,
    agency character varying(60) NOT NULL,
    post character varying(60) NOT NULL,
    approving_post character varying(60) NOT NULL,
    division character varying(12) NOT NULL,
    applicant_name character varying(200) NOT NULL,
    agent character varying(40) NOT NULL,
    agent_name character varying(200) NOT NULL,
    situation jsonb NOT NULL,
    answers text NOT NULL,
    stage character varying(20) NOT NULL,
    submitted_at timestamp with time zone NOT NULL,
    received_on date NOT NULL,
    marks jsonb NOT NULL,
    told jsonb NOT NULL,
    told_missing_on date,
    corrected_on date,
    accepted_on date,
    extension_days smallint NOT NULL,
    extension_reasons text NOT NULL,
    extension_approval character varying(200) NOT NULL,
    statutory_due date,
    promised_due date,
    closed_on date,
    applicant_id uuid NOT NULL,
    version_id uuid NOT NULL,
    CONSTRAINT a_longer_time_has_reasons_and_an_approval CHECK (((extension_days = 0) OR ((NOT (extension_reasons = ''::text)) AND (NOT ((extension_approval)::text = ''::text))))),
    CONSTRAINT bundles_jointcase_extension_days_check CHECK ((extension_days >= 0))
);

CREATE TABLE public.bundles_jointcounter (
    prefix character varying(20) NOT NULL,
    last integer NOT NULL,
    CONSTRAINT bundles_jointcounter_last_check CHECK ((last >= 0))
);

CREATE TABLE public.bundles_jointmaterial (
    id uuid NOT NULL,
    document character varying(40) NOT NULL,
    name character varying(200) NOT NULL,
    media_type character varying(60) NOT NULL,
    size integer NOT NULL,
    pages integer,
    digest character varying(64) NOT NULL,
    given_at timestamp with time zone NOT NULL,
    round smallint NOT NULL,
    replaced boolean NOT NULL,
    draft_id uuid,
    joint_id uuid,
    CONSTRAINT a_joint_material_belongs_to_a_draft_or_a_bundle CHECK ((((draft_id IS NULL) AND (joint_id IS NOT NULL)) OR ((draft_id IS NOT NULL) AND (joint_id IS NULL)))),
    CONSTRAINT bundles_jointmaterial_pages_check CHECK ((pages >= 0)),
    CONSTRAINT bundles_jointmaterial_round_check CHECK ((round >= 0)),
    CONSTRAINT bundles_jointmaterial_size_check CHECK ((size >= 0))
);

CREATE TABLE public.bundles_jointmove (
    id uuid NOT NULL,
    bundle character varying(60) NOT NULL,
    agency character varying(60) NOT NULL,
    by character varying(80) NOT NULL,
    by_name character varying(100) NOT NULL,
    at timestamp with time zone NOT NULL,
    undone_at timestamp with time zone,
    undone_by character varying(80) NOT NULL,
    new_id uuid NOT NULL
);

CREATE TABLE public.bundles_jointmoved (
    id bigint NOT NULL,
    before text NOT NULL,
    seq integer NOT NULL,
    joint_id uuid NOT NULL,
    move_id uuid NOT NULL,
    CONSTRAINT bundles_jointmoved_seq_check CHECK ((seq >= 0))
);

ALTER TABLE public.bundles_jointmoved ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bundles_jointmoved_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.bundles_jointpart (
    id bigint NOT NULL,
    part character varying(40) NOT NULL,
    "position" smallint NOT NULL,
    service character varying(60) NOT NULL,
    title character varying(200) NOT NULL,
    agency character varying(60) NOT NULL,
    after jsonb NOT NULL,
    state character varying(10) NOT NULL,
    answers text NOT NULL,
    asked boolean NOT NULL,
    "case" character varying(50) NOT NULL,
    result character varying(20) NOT NULL,
    ended_on date,
    joint_id uuid NOT NULL,
    version_id uuid NOT NULL,
    CONSTRAINT a_part_waits_or_is_open_or_ended_or_lapsed CHECK (((state)::text = ANY ((ARRAY['waiting'::character varying, 'open'::character varying, 'ended'::character varying, 'lapsed'::character varying])::text[]))),
    CONSTRAINT an_open_part_is_a_case CHECK (((NOT ((state)::text = 'open'::text)) OR (NOT (("case")::text = ''::text)))),
    CONSTRAINT bundles_jointpart_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.bundles_jointpart ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bundles_jointpart_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.bundles_jointpause (
    id bigint NOT NULL,
    reason character varying(20) NOT NULL,
    began_on date NOT NULL,
    ended_on date,
    joint_id uuid NOT NULL
);

ALTER TABLE public.bundles_jointpause ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.bundles_jointpause_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE UNLOGGED TABLE public.cache (
    cache_key character varying(255) NOT NULL,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);

CREATE TABLE public.cases_case (
    id uuid NOT NULL,
    number character varying(50) NOT NULL,
    query_code character varying(20) NOT NULL,
    request_key character varying(100) NOT NULL,
    service character varying(60) NOT NULL,
    service_title character varying(200) NOT NULL,
    agency character varying(60) NOT NULL,
    division character varying(12) NOT NULL,
    applicant_name character varying(200) NOT NULL,
    situation jsonb NOT NULL,
    answers text NOT NULL,
    stage character varying(20) NOT NULL,
    result character varying(20) NOT NULL,
    submitted_at timestamp with time zone NOT NULL,
    received_on date NOT NULL,
    told_missing_on date,
    corrected_on date,
    accepted_on date,
    deemed boolean NOT NULL,
    clock_from date,
    suspended boolean NOT NULL,
    extension_days smallint NOT NULL,
    extension_reasons text NOT NULL,
    decided_on date,
    granted boolean,
    reasons text NOT NULL,
    terms text NOT NULL,
    refusal_ground character varying(40) NOT NULL,
    right_body character varying(200) NOT NULL,
    closed_on date,
    statutory_due date,
    promised_due date,
    applicant_id uuid NOT NULL,
    version_id uuid NOT NULL,
    agent character varying(40) NOT NULL,
    agent_name character varying(200) NOT NULL,
    part_of character varying(50) DEFAULT ''::character varying NOT NULL,
    origins jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT a_decision_has_its_day CHECK ((((decided_on IS NULL) AND (granted IS NULL)) OR ((decided_on IS NOT NULL) AND (granted IS NOT NULL)))),
    CONSTRAINT a_no_gives_reasons CHECK (((NOT ((NOT granted) AND (granted IS NOT NULL))) OR (NOT (reasons = ''::text)))),
    CONSTRAINT cases_case_extension_days_check CHECK ((extension_days >= 0)),
    CONSTRAINT the_promise_is_within_the_law CHECK (((promised_due IS NULL) OR (promised_due <= statutory_due))),
    CONSTRAINT what_is_decided_was_accepted CHECK (((decided_on IS NULL) OR (accepted_on IS NOT NULL)))
);

CREATE TABLE public.cases_correction (
    id bigint NOT NULL,
    items jsonb NOT NULL,
    told_on date NOT NULL,
    answered_on date,
    case_id uuid NOT NULL
);

ALTER TABLE public.cases_correction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_correction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_counter (
    prefix character varying(60) NOT NULL,
    last integer NOT NULL,
    CONSTRAINT cases_counter_last_check CHECK ((last >= 0))
);

CREATE TABLE public.cases_draft (
    id uuid NOT NULL,
    service character varying(60) NOT NULL,
    agency character varying(60) NOT NULL,
    situation jsonb NOT NULL,
    answers text NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    expires_on date NOT NULL,
    party_id uuid NOT NULL,
    version_id uuid NOT NULL,
    agent character varying(40) NOT NULL,
    agent_name character varying(200) NOT NULL,
    origins jsonb DEFAULT '{}'::jsonb NOT NULL,
    reuse_agreed_at timestamp with time zone
);

CREATE TABLE public.cases_givenpromise (
    id uuid NOT NULL,
    party character varying(40) NOT NULL,
    promise character varying(40) NOT NULL,
    kind character varying(20) NOT NULL,
    words jsonb NOT NULL,
    read_in character varying(20) NOT NULL,
    signed_at timestamp with time zone NOT NULL,
    signed_by character varying(80) NOT NULL,
    state character varying(12) NOT NULL,
    due_on date,
    reminded_on date,
    agency character varying(60) NOT NULL,
    post character varying(60) NOT NULL,
    looked_on date,
    looked_by character varying(80) NOT NULL,
    looked_by_name character varying(100) NOT NULL,
    reasons text NOT NULL,
    evidence text NOT NULL,
    closed_until date,
    objection text NOT NULL,
    objected_on date,
    objection_answer text NOT NULL,
    objection_answered_on date,
    repair text NOT NULL,
    repair_told_on date,
    repair_answer text NOT NULL,
    repair_answered_on date,
    case_id uuid,
    draft_id uuid,
    version_id uuid NOT NULL,
    CONSTRAINT a_broken_promise_says_why CHECK (((NOT ((state)::text = 'broken'::text)) OR (NOT (reasons = ''::text)))),
    CONSTRAINT a_promise_is_in_a_known_state CHECK (((state)::text = ANY ((ARRAY['given'::character varying, 'handed-in'::character varying, 'lapsed'::character varying, 'to-check'::character varying, 'kept'::character varying, 'broken'::character varying, 'cleared'::character varying, 'repaired'::character varying])::text[])))
);

CREATE TABLE public.cases_hearing (
    id uuid NOT NULL,
    matter text NOT NULL,
    told_on date NOT NULL,
    request_by date NOT NULL,
    requested_on date,
    requested_for text NOT NULL,
    hold_by date,
    called_on date,
    held_on date,
    begins character varying(40) NOT NULL,
    place character varying(200) NOT NULL,
    chair character varying(80) NOT NULL,
    chair_name character varying(100) NOT NULL,
    protocol text NOT NULL,
    signed_by text NOT NULL,
    closed_on date,
    case_id uuid NOT NULL,
    task_id bigint NOT NULL,
    CONSTRAINT a_hearing_is_called_before_it_is_held CHECK (((held_on IS NULL) OR ((called_on IS NOT NULL) AND (called_on < held_on)))),
    CONSTRAINT a_hearing_that_is_over_was_called CHECK (((closed_on IS NULL) OR (held_on IS NOT NULL)))
);

CREATE TABLE public.cases_mark (
    id bigint NOT NULL,
    point character varying(40) NOT NULL,
    mark character varying(20) NOT NULL,
    note text NOT NULL,
    by character varying(80) NOT NULL,
    at timestamp with time zone NOT NULL,
    case_id uuid NOT NULL,
    CONSTRAINT a_mark_is_one_of_four CHECK (((mark)::text = ANY ((ARRAY['met'::character varying, 'unmet'::character varying, 'not-applicable'::character varying, 'ask'::character varying])::text[])))
);

ALTER TABLE public.cases_mark ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_mark_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_material (
    id uuid NOT NULL,
    document character varying(40) NOT NULL,
    name character varying(200) NOT NULL,
    media_type character varying(60) NOT NULL,
    size integer NOT NULL,
    pages integer,
    digest character varying(64) NOT NULL,
    given_at timestamp with time zone NOT NULL,
    round smallint NOT NULL,
    replaced boolean NOT NULL,
    case_id uuid,
    draft_id uuid,
    checked_at timestamp with time zone,
    checked_by character varying(80) DEFAULT ''::character varying NOT NULL,
    checked_by_name character varying(100) DEFAULT ''::character varying NOT NULL,
    grade character varying(1) DEFAULT 'C'::character varying NOT NULL,
    origin character varying(60) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT a_checked_material_names_its_clerk CHECK (((NOT ((grade)::text = 'B'::text)) OR (NOT ((checked_by)::text = ''::text)))),
    CONSTRAINT a_material_belongs_to_a_draft_or_a_case CHECK ((((case_id IS NOT NULL) AND (draft_id IS NULL)) OR ((case_id IS NULL) AND (draft_id IS NOT NULL)))),
    CONSTRAINT cases_material_pages_check CHECK ((pages >= 0)),
    CONSTRAINT cases_material_round_check CHECK ((round >= 0)),
    CONSTRAINT cases_material_size_check CHECK ((size >= 0))
);

CREATE TABLE public.cases_move (
    id uuid NOT NULL,
    service character varying(60) NOT NULL,
    agency character varying(60) NOT NULL,
    by character varying(80) NOT NULL,
    by_name character varying(100) NOT NULL,
    at timestamp with time zone NOT NULL,
    undone_at timestamp with time zone,
    undone_by character varying(80) NOT NULL,
    new_id uuid NOT NULL,
    old_id uuid NOT NULL
);

CREATE TABLE public.cases_moved (
    id bigint NOT NULL,
    draft uuid,
    before text NOT NULL,
    seq integer NOT NULL,
    case_id uuid,
    move_id uuid NOT NULL,
    CONSTRAINT a_draft_or_a_case_was_moved CHECK ((((case_id IS NOT NULL) AND (draft IS NULL)) OR ((case_id IS NULL) AND (draft IS NOT NULL)))),
    CONSTRAINT cases_moved_seq_check CHECK ((seq >= 0))
);

ALTER TABLE public.cases_moved ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_moved_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_objection (
    id uuid NOT NULL,
    party character varying(40) NOT NULL,
    name text NOT NULL,
    contact text NOT NULL,
    said text NOT NULL,
    raised_at timestamp with time zone NOT NULL,
    answer text NOT NULL,
    upheld boolean,
    answered_at timestamp with time zone,
    answered_by character varying(80) NOT NULL,
    answered_by_name character varying(100) NOT NULL,
    case_id uuid NOT NULL,
    task_id bigint NOT NULL,
    CONSTRAINT an_answer_says_whether_it_was_right CHECK ((((answered_at IS NULL) AND (upheld IS NULL)) OR ((answered_at IS NOT NULL) AND (upheld IS NOT NULL))))
);

CREATE TABLE public.cases_proceeding (
    id uuid NOT NULL,
    done_by character varying(200) NOT NULL,
    planned_days smallint NOT NULL,
    arranged_on date NOT NULL,
    report character varying(80) NOT NULL,
    passed boolean,
    reported_on date,
    case_id uuid NOT NULL,
    task_id bigint NOT NULL,
    CONSTRAINT a_result_has_its_day_and_its_report CHECK ((((passed IS NULL) AND (reported_on IS NULL)) OR ((passed IS NOT NULL) AND (reported_on IS NOT NULL) AND (NOT ((report)::text = ''::text))))),
    CONSTRAINT cases_proceeding_planned_days_check CHECK ((planned_days >= 0))
);

CREATE TABLE public.cases_return (
    id bigint NOT NULL,
    step character varying(40) NOT NULL,
    "to" character varying(40) NOT NULL,
    reasons text NOT NULL,
    by character varying(80) NOT NULL,
    by_name character varying(100) NOT NULL,
    at timestamp with time zone NOT NULL,
    case_id uuid NOT NULL
);

ALTER TABLE public.cases_return ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_return_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_signing (
    id uuid NOT NULL,
    signer character varying(40) NOT NULL,
    name text NOT NULL,
    contact text NOT NULL,
    token character varying(64) NOT NULL,
    content character varying(64) NOT NULL,
    state character varying(10) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    expires_on date NOT NULL,
    settled_at timestamp with time zone,
    party character varying(40) NOT NULL,
    level smallint NOT NULL,
    reasons text NOT NULL,
    case_id uuid,
    draft_id uuid,
    version_id uuid NOT NULL,
    CONSTRAINT a_signing_is_in_a_known_state CHECK (((state)::text = ANY ((ARRAY['asked'::character varying, 'signed'::character varying, 'declined'::character varying, 'expired'::character varying, 'void'::character varying, 'revoked'::character varying])::text[]))),
    CONSTRAINT cases_signing_level_check CHECK ((level >= 0))
);

CREATE TABLE public.cases_standstill (
    id bigint NOT NULL,
    procedure character varying(40) NOT NULL,
    title character varying(100) NOT NULL,
    reasons text NOT NULL,
    planned_days smallint NOT NULL,
    began_on date NOT NULL,
    ended_on date,
    case_id uuid NOT NULL,
    CONSTRAINT cases_standstill_planned_days_check CHECK ((planned_days >= 0))
);

ALTER TABLE public.cases_standstill ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_standstill_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_task (
    id bigint NOT NULL,
    step character varying(40) NOT NULL,
    kind character varying(20) NOT NULL,
    title character varying(100) NOT NULL,
    agency character varying(60) NOT NULL,
    post character varying(60) NOT NULL,
    after jsonb NOT NULL,
    state character varying(10) NOT NULL,
    opened_on date,
    due_on date,
    done_at timestamp with time zone,
    done_by character varying(80) NOT NULL,
    done_by_name character varying(100) NOT NULL,
    result character varying(20) NOT NULL,
    opinion text NOT NULL,
    case_id uuid NOT NULL,
    done_for character varying(80) DEFAULT ''::character varying NOT NULL,
    done_for_name character varying(100) DEFAULT ''::character varying NOT NULL,
    assignee character varying(80) DEFAULT ''::character varying NOT NULL,
    assignee_name character varying(100) DEFAULT ''::character varying NOT NULL,
    round smallint DEFAULT 0 NOT NULL,
    service character varying(60) DEFAULT ''::character varying NOT NULL,
    service_title character varying(200) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT a_task_waits_or_is_open_or_done CHECK (((state)::text = ANY ((ARRAY['waiting'::character varying, 'open'::character varying, 'done'::character varying, 'dropped'::character varying])::text[]))),
    CONSTRAINT cases_task_round_check CHECK ((round >= 0))
);

ALTER TABLE public.cases_task ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_task_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.cases_vote (
    id bigint NOT NULL,
    round smallint NOT NULL,
    by character varying(80) NOT NULL,
    by_name character varying(100) NOT NULL,
    done_for character varying(80) NOT NULL,
    done_for_name character varying(100) NOT NULL,
    result character varying(20) NOT NULL,
    opinion text NOT NULL,
    at timestamp with time zone NOT NULL,
    task_id bigint NOT NULL,
    CONSTRAINT cases_vote_round_check CHECK ((round >= 0))
);

ALTER TABLE public.cases_vote ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.cases_vote_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalogue_bundle (
    code character varying(60) NOT NULL,
    title character varying(100) NOT NULL,
    official character varying(200) NOT NULL,
    applicants character varying(12)[] NOT NULL,
    themes character varying(40)[] NOT NULL,
    life_events character varying(40)[] NOT NULL,
    keywords character varying(60)[] NOT NULL,
    state character varying(10) NOT NULL,
    current_id uuid,
    CONSTRAINT a_bundle_is_in_use_suspended_or_cancelled CHECK (((state)::text = ANY ((ARRAY['in_use'::character varying, 'suspended'::character varying, 'cancelled'::character varying])::text[])))
);

CREATE TABLE public.catalogue_bundleversion (
    id uuid NOT NULL,
    number integer NOT NULL,
    definition jsonb NOT NULL,
    digest character varying(64) NOT NULL,
    published_at timestamp with time zone NOT NULL,
    published_by character varying(80) NOT NULL,
    effective date NOT NULL,
    samples jsonb NOT NULL,
    bundle_id character varying(60) NOT NULL,
    CONSTRAINT catalogue_bundleversion_number_check CHECK ((number >= 0))
);

CREATE TABLE public.catalogue_offering (
    id bigint NOT NULL,
    promised integer,
    "window" character varying(100) NOT NULL,
    active boolean NOT NULL,
    agency_id character varying(60) NOT NULL,
    service_id character varying(60) NOT NULL,
    CONSTRAINT catalogue_offering_promised_check CHECK ((promised >= 0))
);

ALTER TABLE public.catalogue_offering ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_offering_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalogue_publication (
    id bigint NOT NULL,
    fingerprint character varying(64) NOT NULL,
    published_at timestamp with time zone NOT NULL,
    published_by character varying(80) NOT NULL
);

ALTER TABLE public.catalogue_publication ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_publication_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalogue_service (
    code character varying(60) NOT NULL,
    catalogue_code character varying(12) NOT NULL,
    functions character varying(60)[] NOT NULL,
    title character varying(100) NOT NULL,
    official character varying(200) NOT NULL,
    applicants character varying(12)[] NOT NULL,
    themes character varying(40)[] NOT NULL,
    life_events character varying(40)[] NOT NULL,
    keywords character varying(60)[] NOT NULL,
    state character varying(10) NOT NULL,
    current_id uuid,
    CONSTRAINT a_service_is_in_use_suspended_or_cancelled CHECK (((state)::text = ANY ((ARRAY['in_use'::character varying, 'suspended'::character varying, 'cancelled'::character varying])::text[])))
);

CREATE TABLE public.catalogue_serviceversion (
    id uuid NOT NULL,
    number integer NOT NULL,
    definition jsonb NOT NULL,
    digest character varying(64) NOT NULL,
    published_at timestamp with time zone NOT NULL,
    published_by character varying(80) NOT NULL,
    effective date NOT NULL,
    samples jsonb NOT NULL,
    service_id character varying(60) NOT NULL,
    CONSTRAINT catalogue_serviceversion_number_check CHECK ((number >= 0))
);

CREATE TABLE public.comments_comment (
    id uuid NOT NULL,
    service character varying(60) NOT NULL,
    version integer NOT NULL,
    agency character varying(60) NOT NULL,
    division character varying(12) NOT NULL,
    month date NOT NULL,
    party character varying(40) NOT NULL,
    is_person boolean NOT NULL,
    signed boolean NOT NULL,
    text text NOT NULL,
    state character varying(10) NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    decided_at timestamp with time zone,
    decided_by character varying(80) NOT NULL,
    reason character varying(20) NOT NULL,
    note text NOT NULL,
    CONSTRAINT a_comment_not_shown_says_why CHECK (((NOT ((state)::text = 'refused'::text)) OR (NOT ((reason)::text = ''::text)))),
    CONSTRAINT comments_comment_version_check CHECK ((version >= 0)),
    CONSTRAINT what_is_decided_names_who_decided CHECK ((((state)::text = ANY ((ARRAY['waiting'::character varying, 'withdrawn'::character varying])::text[])) OR (NOT ((decided_by)::text = ''::text)))),
    CONSTRAINT what_is_withdrawn_has_no_words CHECK (((NOT ((state)::text = 'withdrawn'::text)) OR (text = ''::text)))
);

CREATE TABLE public.comments_report (
    id bigint NOT NULL,
    reason character varying(20) NOT NULL,
    at timestamp with time zone NOT NULL,
    looked_at timestamp with time zone,
    shown_id bigint NOT NULL
);

ALTER TABLE public.comments_report ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.comments_report_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.comments_showncomment (
    id bigint NOT NULL,
    service character varying(60) NOT NULL,
    version integer NOT NULL,
    agency character varying(60) NOT NULL,
    division character varying(12) NOT NULL,
    month date NOT NULL,
    is_person boolean NOT NULL,
    name character varying(200) NOT NULL,
    text text NOT NULL,
    shown_at timestamp with time zone NOT NULL,
    comment_id uuid NOT NULL,
    CONSTRAINT comments_showncomment_version_check CHECK ((version >= 0))
);

ALTER TABLE public.comments_showncomment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.comments_showncomment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.comments_verdict (
    id uuid NOT NULL,
    service character varying(60) NOT NULL,
    version integer NOT NULL,
    section character varying(20) NOT NULL,
    useful boolean NOT NULL,
    reason character varying(20) NOT NULL,
    text text NOT NULL,
    given_at timestamp with time zone NOT NULL,
    CONSTRAINT comments_verdict_version_check CHECK ((version >= 0)),
    CONSTRAINT what_was_not_useful_says_why CHECK ((useful OR (NOT ((reason)::text = ''::text))))
);

CREATE TABLE public.credentials_credential (
    id uuid NOT NULL,
    format character varying(20) NOT NULL,
    place integer NOT NULL,
    thumbprint character varying(43) NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    stopped_at timestamp with time zone,
    licence_id character varying(160) NOT NULL,
    key_id character varying(64) NOT NULL,
    status_list_id bigint NOT NULL,
    text text NOT NULL,
    CONSTRAINT a_credential_does_not_run_out_before_it_begins CHECK ((expires_at > issued_at)),
    CONSTRAINT credentials_credential_place_check CHECK ((place >= 0))
);

CREATE TABLE public.credentials_issuingkey (
    kid character varying(64) NOT NULL,
    pem text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    retired_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    CONSTRAINT a_withdrawn_key_does_not_sign CHECK (((withdrawn_at IS NULL) OR (retired_at IS NOT NULL)))
);

CREATE TABLE public.credentials_offer (
    digest character varying(64) NOT NULL,
    digits character varying(64) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    wrong smallint NOT NULL,
    spent_at timestamp with time zone,
    ticket character varying(64),
    ticket_until timestamp with time zone,
    fetched jsonb NOT NULL,
    licence_id character varying(160) NOT NULL,
    CONSTRAINT credentials_offer_wrong_check CHECK ((wrong >= 0))
);

CREATE TABLE public.credentials_slip (
    licence_id character varying(160) NOT NULL,
    text text NOT NULL,
    lack character varying(100) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    last_day date NOT NULL,
    given_at timestamp with time zone,
    key_id character varying(64) NOT NULL,
    CONSTRAINT a_slip_that_was_given_is_there CHECK (((given_at IS NULL) OR ((lack)::text = ''::text)))
);

CREATE TABLE public.credentials_statuslist (
    id bigint NOT NULL,
    size integer NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT credentials_statuslist_size_check CHECK ((size >= 0))
);

ALTER TABLE public.credentials_statuslist ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.credentials_statuslist_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);

ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);

ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);

CREATE TABLE public.entitlements_asked (
    party character varying(40) NOT NULL,
    since timestamp with time zone NOT NULL,
    look_on date NOT NULL
);

CREATE TABLE public.entitlements_declined (
    id bigint NOT NULL,
    party character varying(40) NOT NULL,
    rule character varying(60) NOT NULL
);

ALTER TABLE public.entitlements_declined ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.entitlements_declined_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.entitlements_entitlement (
    id uuid NOT NULL,
    party character varying(40) NOT NULL,
    rule character varying(60) NOT NULL,
    service character varying(60) NOT NULL,
    because text NOT NULL,
    answers text NOT NULL,
    since timestamp with time zone NOT NULL
);

CREATE TABLE public.feedback_dispute (
    id uuid NOT NULL,
    agency character varying(60) NOT NULL,
    watcher character varying(60) NOT NULL,
    ground character varying(10) NOT NULL,
    reasons text NOT NULL,
    evidence text NOT NULL,
    raised_at timestamp with time zone NOT NULL,
    raised_by character varying(80) NOT NULL,
    decide_by date NOT NULL,
    upheld boolean,
    answer text NOT NULL,
    decided_at timestamp with time zone,
    decided_by character varying(80) NOT NULL,
    rating_id uuid NOT NULL,
    CONSTRAINT a_decided_dispute_says_why_and_when CHECK (((upheld IS NULL) OR ((decided_at IS NOT NULL) AND (NOT (answer = ''::text))))),
    CONSTRAINT a_dispute_has_reasons_and_evidence CHECK (((NOT (reasons = ''::text)) AND (NOT (evidence = ''::text)))),
    CONSTRAINT nobody_decides_of_ratings_of_his_own CHECK ((NOT ((agency)::text = (watcher)::text)))
);

CREATE TABLE public.feedback_enquiry (
    id uuid NOT NULL,
    kind character varying(20) NOT NULL,
    about character varying(80) NOT NULL,
    matter character varying(80) NOT NULL,
    concerns character varying(80) NOT NULL,
    asked_by character varying(40) NOT NULL,
    agency character varying(60) NOT NULL,
    state character varying(10) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    due_on date NOT NULL,
    answered_by character varying(80) NOT NULL,
    answered_at timestamp with time zone,
    content boolean,
    closed_at timestamp with time zone,
    CONSTRAINT an_answer_has_its_moment_and_its_author CHECK ((((state)::text = 'open'::text) OR ((answered_at IS NOT NULL) AND (NOT ((answered_by)::text = ''::text))))),
    CONSTRAINT nobody_answers_for_themselves CHECK ((NOT ((answered_by)::text = (concerns)::text)))
);

CREATE TABLE public.feedback_followup (
    id uuid NOT NULL,
    agency character varying(60) NOT NULL,
    step character varying(10) NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    call_by date NOT NULL,
    answer_by date NOT NULL,
    called_at timestamp with time zone,
    called_by character varying(80) NOT NULL,
    cause character varying(15) NOT NULL,
    note text NOT NULL,
    answered_at timestamp with time zone,
    answered_by character varying(80) NOT NULL,
    answer text NOT NULL,
    judge_by date,
    judged_level smallint,
    judged_at timestamp with time zone,
    rating_id uuid NOT NULL,
    CONSTRAINT a_judgement_has_one_of_five_levels CHECK (((judged_level IS NULL) OR ((judged_level >= 1) AND (judged_level <= 5)))),
    CONSTRAINT feedback_followup_judged_level_check CHECK ((judged_level >= 0)),
    CONSTRAINT what_was_answered_was_called_before CHECK (((answered_at IS NULL) OR (called_at IS NOT NULL)))
);

CREATE TABLE public.feedback_rating (
    id uuid NOT NULL,
    "case" character varying(50) NOT NULL,
    service character varying(60) NOT NULL,
    agency character varying(60) NOT NULL,
    party character varying(40) NOT NULL,
    level smallint NOT NULL,
    text text NOT NULL,
    given_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone,
    channel character varying(10) NOT NULL,
    entered_by character varying(80) NOT NULL,
    options jsonb NOT NULL,
    set_aside_at timestamp with time zone,
    "window" uuid,
    CONSTRAINT a_rating_has_one_of_five_levels CHECK (((level >= 1) AND (level <= 5))),
    CONSTRAINT feedback_rating_level_check CHECK ((level >= 0))
);

CREATE TABLE public.feedback_said (
    id bigint NOT NULL,
    by_asker boolean NOT NULL,
    by_name character varying(100) NOT NULL,
    text text NOT NULL,
    at timestamp with time zone NOT NULL,
    enquiry_id uuid NOT NULL
);

ALTER TABLE public.feedback_said ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.feedback_said_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.feedback_visit (
    id uuid NOT NULL,
    number character varying(20) NOT NULL,
    agency character varying(60) NOT NULL,
    came_for character varying(10) NOT NULL,
    service character varying(60) NOT NULL,
    place character varying(60) NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    opened_by character varying(80) NOT NULL,
    rate_by date NOT NULL
);

CREATE TABLE public.feedback_window (
    id uuid NOT NULL,
    code character varying(10) NOT NULL,
    agency character varying(60) NOT NULL,
    name character varying(60) NOT NULL,
    digest character varying(64) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    made_by character varying(80) NOT NULL,
    shows character varying(50) NOT NULL,
    service character varying(60) NOT NULL,
    came_for character varying(10) NOT NULL,
    shown_at timestamp with time zone,
    CONSTRAINT what_is_shown_has_its_moment CHECK ((((shows)::text = ''::text) OR (shown_at IS NOT NULL)))
);

CREATE TABLE public.figures_happened (
    id bigint NOT NULL,
    chain character varying(80) NOT NULL,
    seq integer NOT NULL,
    day date NOT NULL,
    service character varying(60) NOT NULL,
    agency character varying(60) NOT NULL,
    what character varying(12) NOT NULL,
    days integer,
    in_time boolean,
    CONSTRAINT figures_happened_seq_check CHECK ((seq >= 0)),
    CONSTRAINT only_a_decision_took_days CHECK ((((in_time IS NOT NULL) AND ((what)::text = ANY ((ARRAY['granted'::character varying, 'refused'::character varying])::text[]))) OR ((days IS NULL) AND (in_time IS NULL) AND (NOT ((what)::text = ANY ((ARRAY['granted'::character varying, 'refused'::character varying])::text[]))))))
);

ALTER TABLE public.figures_happened ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.figures_happened_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.finding_addedword (
    id uuid NOT NULL,
    text character varying(60) NOT NULL,
    entry character varying(70) NOT NULL,
    added_by character varying(80) NOT NULL,
    added_at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone
);

CREATE TABLE public.finding_entry (
    code character varying(70) NOT NULL,
    number integer NOT NULL,
    applicants character varying(12)[] NOT NULL,
    life_events character varying(40)[] NOT NULL,
    places character varying(6)[] NOT NULL,
    phrases jsonb NOT NULL
);

CREATE TABLE public.finding_hint (
    id bigint NOT NULL,
    key character varying(40) NOT NULL,
    text character varying(40) NOT NULL,
    count integer NOT NULL
);

ALTER TABLE public.finding_hint ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.finding_hint_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.finding_meaning (
    word character varying(40) NOT NULL,
    sense character varying(40) NOT NULL
);

CREATE TABLE public.finding_miss (
    digest character varying(64) NOT NULL,
    text character varying(60) NOT NULL,
    count integer NOT NULL,
    last_day date NOT NULL,
    state character varying(8) NOT NULL,
    CONSTRAINT a_miss_is_open_answered_or_ignored CHECK (((state)::text = ANY ((ARRAY['open'::character varying, 'answered'::character varying, 'ignored'::character varying])::text[]))),
    CONSTRAINT finding_miss_count_check CHECK ((count >= 0)),
    CONSTRAINT what_was_asked_once_is_not_kept_in_words CHECK ((((text)::text = ''::text) OR (count >= 2)))
);

CREATE TABLE public.finding_posting (
    term character varying(40) NOT NULL,
    entries integer[] NOT NULL,
    count integer NOT NULL
);

CREATE TABLE public.identity_spent (
    digest character varying(64) NOT NULL,
    until timestamp with time zone NOT NULL
);

CREATE TABLE public.identity_tally (
    key character varying(64) NOT NULL,
    count integer NOT NULL,
    until timestamp with time zone NOT NULL,
    CONSTRAINT identity_tally_count_check CHECK ((count >= 0))
);

CREATE TABLE public.inspection_inspected (
    day date NOT NULL,
    at timestamp with time zone NOT NULL,
    score numeric(4,1) NOT NULL,
    passes boolean NOT NULL,
    report jsonb NOT NULL,
    id bigint NOT NULL,
    site character varying(40) NOT NULL,
    CONSTRAINT a_score_is_of_a_hundred CHECK (((score >= (0)::numeric) AND (score <= (100)::numeric)))
);

ALTER TABLE public.inspection_inspected ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.inspection_inspected_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.items_claim (
    code character varying(31) NOT NULL,
    since date NOT NULL,
    ended_on date,
    own jsonb NOT NULL,
    agency_id character varying(60) NOT NULL,
    item_id character varying(12) NOT NULL,
    CONSTRAINT a_claim_ends_after_it_began CHECK (((ended_on IS NULL) OR (ended_on >= since)))
);

CREATE TABLE public.items_edition (
    id bigint NOT NULL,
    number integer NOT NULL,
    content jsonb NOT NULL,
    digest character varying(64) NOT NULL,
    published_at timestamp with time zone NOT NULL,
    agency_id character varying(60) NOT NULL,
    CONSTRAINT items_edition_number_check CHECK ((number >= 0))
);

ALTER TABLE public.items_edition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.items_edition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.items_item (
    code character varying(12) NOT NULL
);

CREATE TABLE public.items_itemversion (
    id bigint NOT NULL,
    number integer NOT NULL,
    state character varying(10) NOT NULL,
    content jsonb NOT NULL,
    effective date NOT NULL,
    replaced_by character varying(12)[] NOT NULL,
    published_at timestamp with time zone NOT NULL,
    item_id character varying(12) NOT NULL,
    change_id uuid,
    CONSTRAINT an_item_is_in_use_suspended_or_cancelled CHECK (((state)::text = ANY ((ARRAY['in_use'::character varying, 'suspended'::character varying, 'cancelled'::character varying])::text[]))),
    CONSTRAINT items_itemversion_number_check CHECK ((number >= 0))
);

ALTER TABLE public.items_itemversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.items_itemversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.items_listchange (
    id uuid NOT NULL,
    kind character varying(10) NOT NULL,
    codes character varying(12)[] NOT NULL,
    contents jsonb NOT NULL,
    effective date NOT NULL,
    reasons text NOT NULL,
    proposed_by character varying(80) NOT NULL,
    proposed_by_name character varying(100) NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    state character varying(10) NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT a_list_change_is_of_a_known_kind CHECK (((kind)::text = ANY ((ARRAY['add'::character varying, 'change'::character varying, 'split'::character varying, 'merge'::character varying, 'suspend'::character varying, 'resume'::character varying, 'cancel'::character varying])::text[]))),
    CONSTRAINT a_list_change_is_open_or_ended CHECK ((((ended_at IS NULL) AND ((state)::text = 'open'::text)) OR ((ended_at IS NOT NULL) AND ((state)::text = ANY ((ARRAY['published'::character varying, 'declined'::character varying, 'withdrawn'::character varying])::text[])))))
);

CREATE TABLE public.items_review (
    id bigint NOT NULL,
    side character varying(14) NOT NULL,
    agreed boolean NOT NULL,
    reasons text NOT NULL,
    by character varying(80) NOT NULL,
    by_name character varying(100) NOT NULL,
    at timestamp with time zone NOT NULL,
    change_id uuid NOT NULL,
    CONSTRAINT a_no_to_a_list_change_gives_reasons CHECK ((agreed OR (NOT (reasons = ''::text)))),
    CONSTRAINT a_review_is_of_a_known_side CHECK (((side)::text = ANY ((ARRAY['establishment'::character varying, 'legal'::character varying])::text[])))
);

ALTER TABLE public.items_review ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.items_review_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.letters_firstanswer (
    id bigint NOT NULL,
    agency character varying(60) NOT NULL,
    sent_on date NOT NULL,
    due_on date NOT NULL,
    answered_on date NOT NULL,
    content boolean,
    judged character varying(60) NOT NULL,
    letter_id uuid NOT NULL,
    CONSTRAINT who_judges_an_answer_judges_somebodys CHECK (((content IS NULL) OR (NOT ((judged)::text = ''::text))))
);

ALTER TABLE public.letters_firstanswer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.letters_firstanswer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.letters_letter (
    id uuid NOT NULL,
    code character varying(12) NOT NULL,
    kind character varying(20) NOT NULL,
    title character varying(200) NOT NULL,
    about character varying(300) NOT NULL,
    party character varying(40) NOT NULL,
    hidden boolean NOT NULL,
    contact text NOT NULL,
    accused character varying(60) NOT NULL,
    agency character varying(60) NOT NULL,
    digest character varying(64) NOT NULL,
    state character varying(10) NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    due_on date NOT NULL,
    extended smallint NOT NULL,
    answered_at timestamp with time zone,
    answered_by character varying(80) NOT NULL,
    content boolean,
    closed_at timestamp with time zone,
    may_publish boolean NOT NULL,
    lead_id uuid,
    found character varying(10) NOT NULL,
    wrong character varying(20) NOT NULL,
    result_by date,
    CONSTRAINT an_answer_says_whether_the_wrong_was_so CHECK ((((state)::text = 'open'::text) OR ((wrong)::text = ''::text) OR (NOT ((found)::text = ''::text)))),
    CONSTRAINT an_answered_letter_has_its_moment_and_its_author CHECK ((((state)::text = 'open'::text) OR ((answered_at IS NOT NULL) AND (NOT ((answered_by)::text = ''::text))))),
    CONSTRAINT letters_letter_extended_check CHECK ((extended >= 0)),
    CONSTRAINT no_letter_leads_itself CHECK (((lead_id IS NULL) OR (NOT ((lead_id = id) AND (lead_id IS NOT NULL))))),
    CONSTRAINT nobody_answers_what_accuses_them CHECK ((NOT ((agency)::text = (accused)::text)))
);

CREATE TABLE public.letters_publicanswer (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    agency character varying(60) NOT NULL,
    accused character varying(60) NOT NULL,
    title character varying(200) NOT NULL,
    question text NOT NULL,
    answer text NOT NULL,
    result text NOT NULL,
    drafted_by character varying(80) NOT NULL,
    drafted_at timestamp with time zone NOT NULL,
    released_by character varying(80) NOT NULL,
    released_at timestamp with time zone,
    letter_id uuid NOT NULL,
    changed_at timestamp with time zone,
    result_by date,
    CONSTRAINT a_released_answer_has_its_moment CHECK ((((released_at IS NULL) AND ((released_by)::text = ''::text)) OR ((NOT ((released_by)::text = ''::text)) AND (released_at IS NOT NULL)))),
    CONSTRAINT two_persons_publish_an_answer CHECK ((((released_by)::text = ''::text) OR (NOT ((released_by)::text = (drafted_by)::text))))
);

ALTER TABLE public.letters_publicanswer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.letters_publicanswer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.letters_rewording (
    id bigint NOT NULL,
    title character varying(200) NOT NULL,
    question text NOT NULL,
    answer text NOT NULL,
    result text NOT NULL,
    drafted_by character varying(80) NOT NULL,
    drafted_at timestamp with time zone NOT NULL,
    published_id bigint NOT NULL
);

ALTER TABLE public.letters_rewording ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.letters_rewording_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.letters_word (
    id bigint NOT NULL,
    act character varying(10) NOT NULL,
    by_writer boolean NOT NULL,
    by_agency character varying(60) NOT NULL,
    by_name character varying(100) NOT NULL,
    text text NOT NULL,
    at timestamp with time zone NOT NULL,
    letter_id uuid NOT NULL,
    CONSTRAINT a_word_of_a_letter_says_something CHECK ((NOT (text = ''::text)))
);

ALTER TABLE public.letters_word ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.letters_word_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.licence (
    number character varying(160) NOT NULL,
    kind character varying(60) NOT NULL,
    kind_name character varying(200) NOT NULL,
    holder character varying(40) NOT NULL,
    holder_name character varying(200) NOT NULL,
    ground character varying(80) NOT NULL,
    agency character varying(60) NOT NULL,
    agency_name character varying(200) NOT NULL,
    facts text NOT NULL,
    issued_on date NOT NULL,
    valid_from date NOT NULL,
    valid_until date,
    state character varying(10) NOT NULL,
    state_since timestamp with time zone,
    state_why text NOT NULL,
    layout character varying(40) NOT NULL,
    version integer NOT NULL,
    paper_id uuid NOT NULL,
    service character varying(60) NOT NULL,
    former_id character varying(160),
    passes_to character varying(80) DEFAULT ''::character varying NOT NULL,
    identifier character varying(110) DEFAULT ''::character varying NOT NULL,
    type_code character varying(21) DEFAULT ''::character varying NOT NULL,
    state_basis character varying(200) DEFAULT ''::character varying NOT NULL,
    act character varying(7) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT a_licence_does_not_run_out_before_it_begins CHECK (((valid_until IS NULL) OR (valid_until >= valid_from))),
    CONSTRAINT a_licence_taken_away_says_why CHECK ((((state)::text = 'valid'::text) OR (NOT (state_why = ''::text)))),
    CONSTRAINT a_licence_that_follows_another_counts_on CHECK ((((former_id IS NULL) AND (version = 1)) OR ((former_id IS NOT NULL) AND (version > 1)))),
    CONSTRAINT licence_version_check CHECK ((version >= 0))
);

CREATE TABLE public.licence_duty (
    id bigint NOT NULL,
    kind character varying(6) NOT NULL,
    words character varying(60) NOT NULL,
    every smallint NOT NULL,
    due_on date NOT NULL,
    remind_from date NOT NULL,
    reminded_at timestamp with time zone,
    missed_at timestamp with time zone,
    ended_at timestamp with time zone,
    licence_id character varying(160) NOT NULL,
    quiet_at timestamp with time zone,
    CONSTRAINT licence_duty_every_check CHECK ((every >= 0)),
    CONSTRAINT whoever_must_do_something_is_reminded_before CHECK ((remind_from <= due_on))
);

ALTER TABLE public.licence_duty ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.licence_duty_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.mandates_agreement (
    id bigint NOT NULL,
    side character varying(10) NOT NULL,
    way character varying(10) NOT NULL,
    by_ref character varying(80) NOT NULL,
    by_name character varying(100) NOT NULL,
    by_agency character varying(60) NOT NULL,
    basis character varying(200) NOT NULL,
    at timestamp with time zone NOT NULL,
    mandate_id character varying(16) NOT NULL,
    CONSTRAINT agreement_at_a_window_names_clerk_and_basis CHECK (((NOT ((way)::text = 'window'::text)) OR ((NOT ((by_name)::text = ''::text)) AND (NOT ((by_agency)::text = ''::text)) AND (NOT ((basis)::text = ''::text)))))
);

ALTER TABLE public.mandates_agreement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mandates_agreement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.mandates_mandate (
    id character varying(16) NOT NULL,
    kind character varying(20) NOT NULL,
    acts jsonb NOT NULL,
    services jsonb NOT NULL,
    since date NOT NULL,
    until date NOT NULL,
    basis character varying(200) NOT NULL,
    basis_name character varying(200) NOT NULL,
    basis_digest character varying(64) NOT NULL,
    offered_at timestamp with time zone NOT NULL,
    offered_by character varying(80) NOT NULL,
    offered_by_name character varying(100) NOT NULL,
    confirmed_at timestamp with time zone,
    ended_at timestamp with time zone,
    ended_how character varying(10) NOT NULL,
    ended_by character varying(80) NOT NULL,
    ended_by_name character varying(100) NOT NULL,
    end_reason character varying(200) NOT NULL,
    stop_code text NOT NULL,
    stop_index character varying(64) NOT NULL,
    giver_id uuid NOT NULL,
    receiver_id uuid NOT NULL,
    CONSTRAINT a_mandate_does_not_end_before_it_begins CHECK ((until >= since)),
    CONSTRAINT a_mandate_names_its_acts CHECK ((NOT (acts = '[]'::jsonb))),
    CONSTRAINT a_mandate_that_ended_says_how CHECK ((((ended_at IS NULL) AND ((ended_how)::text = ''::text)) OR ((ended_at IS NOT NULL) AND (NOT ((ended_how)::text = ''::text))))),
    CONSTRAINT nobody_gives_a_mandate_to_themselves CHECK ((NOT (giver_id = receiver_id))),
    CONSTRAINT what_was_declined_never_was_in_force CHECK (((NOT ((ended_how)::text = 'declined'::text)) OR (confirmed_at IS NULL)))
);

CREATE TABLE public.mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);

ALTER TABLE public.mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.notices_notice (
    id uuid NOT NULL,
    party character varying(40) NOT NULL,
    subject character varying(80) NOT NULL,
    event character varying(60) NOT NULL,
    place integer NOT NULL,
    text text NOT NULL,
    told_at timestamp with time zone NOT NULL,
    read_at timestamp with time zone,
    language character varying(12) NOT NULL,
    CONSTRAINT notices_notice_place_check CHECK ((place >= 0))
);

CREATE TABLE public.notices_officenotice (
    id uuid NOT NULL,
    office character varying(60) NOT NULL,
    side character varying(8) NOT NULL,
    subject character varying(80) NOT NULL,
    event character varying(60) NOT NULL,
    place integer NOT NULL,
    level character varying(10) NOT NULL,
    text text NOT NULL,
    told_at timestamp with time zone NOT NULL,
    read_at timestamp with time zone,
    CONSTRAINT notices_officenotice_place_check CHECK ((place >= 0))
);

CREATE TABLE public.notices_wish (
    id bigint NOT NULL,
    party character varying(40) NOT NULL,
    event character varying(60) NOT NULL
);

ALTER TABLE public.notices_wish ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notices_wish_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.paper (
    id uuid NOT NULL,
    key character varying(200) NOT NULL,
    number character varying(160) NOT NULL,
    kind character varying(40) NOT NULL,
    layout_version integer NOT NULL,
    subject character varying(80) NOT NULL,
    title character varying(200) NOT NULL,
    agency character varying(60) NOT NULL,
    agency_name character varying(200) NOT NULL,
    holder character varying(40) NOT NULL,
    holder_name character varying(200) NOT NULL,
    facts text NOT NULL,
    digest character varying(64) NOT NULL,
    size integer NOT NULL,
    check_code character varying(16) NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    valid_until date,
    standing character varying(10) NOT NULL,
    standing_since timestamp with time zone,
    standing_why text NOT NULL,
    service character varying(60) NOT NULL,
    ofd_digest character varying(64) DEFAULT ''::character varying NOT NULL,
    ofd_lack text DEFAULT ''::text NOT NULL,
    ofd_size integer DEFAULT 0 NOT NULL,
    translated text,
    CONSTRAINT a_paper_is_not_empty CHECK ((size > 0)),
    CONSTRAINT a_paper_no_longer_in_force_says_why_and_since_when CHECK ((((standing)::text = 'in-force'::text) OR ((NOT (standing_why = ''::text)) AND (standing_since >= issued_at)))),
    CONSTRAINT an_ofd_is_not_empty_and_lacks_nothing CHECK (((((ofd_digest)::text = ''::text) AND (ofd_size = 0)) OR ((NOT ((ofd_digest)::text = ''::text)) AND (ofd_lack = ''::text) AND (ofd_size > 0)))),
    CONSTRAINT paper_layout_version_check CHECK ((layout_version >= 0)),
    CONSTRAINT paper_ofd_size_check CHECK ((ofd_size >= 0)),
    CONSTRAINT paper_size_check CHECK ((size >= 0))
);

CREATE TABLE public.paper_number (
    key character varying(200) NOT NULL,
    seq integer NOT NULL,
    number character varying(160) NOT NULL,
    check_code character varying(16) NOT NULL,
    at timestamp with time zone NOT NULL,
    series_id character varying(160) NOT NULL,
    CONSTRAINT paper_number_seq_check CHECK ((seq >= 0))
);

CREATE TABLE public.paper_series (
    name character varying(160) NOT NULL,
    last integer NOT NULL,
    CONSTRAINT paper_series_last_check CHECK ((last >= 0))
);

CREATE TABLE public.people_account (
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    id uuid NOT NULL,
    login character varying(150) NOT NULL,
    staff_name character varying(100) NOT NULL,
    is_active boolean NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    party_id uuid,
    closed_at timestamp with time zone,
    email character varying(254) NOT NULL,
    language character varying(12) NOT NULL,
    phone text NOT NULL,
    phone_index character varying(64) NOT NULL,
    phone_verified_at timestamp with time zone,
    CONSTRAINT an_account_is_a_partys_or_a_clerks CHECK ((((party_id IS NULL) AND ((staff_name)::text > ''::text)) OR ((party_id IS NOT NULL) AND ((staff_name)::text = ''::text))))
);

CREATE TABLE public.people_check (
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    kind character varying(20) NOT NULL,
    verdict character varying(12) NOT NULL,
    receipt character varying(80) NOT NULL,
    account_id uuid NOT NULL
);

CREATE TABLE public.people_link (
    id uuid NOT NULL,
    provider character varying(40) NOT NULL,
    subject_index character varying(64) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone NOT NULL,
    account_id uuid NOT NULL
);

CREATE TABLE public.people_party (
    id uuid NOT NULL,
    kind character varying(12) NOT NULL,
    name character varying(200) NOT NULL,
    number_kind character varying(20) NOT NULL,
    number text NOT NULL,
    phone text NOT NULL,
    address text NOT NULL,
    representative character varying(200) NOT NULL,
    known_since timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    country character varying(3) NOT NULL,
    number_index character varying(64) NOT NULL,
    represented_by_id uuid,
    CONSTRAINT a_number_has_its_index CHECK (((((number_index)::text = ''::text) AND ((number_kind)::text = 'none'::text)) OR ((NOT ((number_kind)::text = 'none'::text)) AND (NOT ((number_index)::text = ''::text))))),
    CONSTRAINT a_party_is_a_person_or_an_organisation CHECK (((kind)::text = ANY ((ARRAY['person'::character varying, 'organisation'::character varying])::text[])))
);

CREATE TABLE public.people_proof (
    id uuid NOT NULL,
    way character varying(20) NOT NULL,
    at timestamp with time zone NOT NULL,
    by_ref character varying(80) NOT NULL,
    by_name character varying(100) NOT NULL,
    by_agency character varying(60) NOT NULL,
    basis character varying(200) NOT NULL,
    until timestamp with time zone,
    ended_at timestamp with time zone,
    account_id uuid,
    party_id uuid NOT NULL
);

CREATE TABLE public.people_token (
    id uuid NOT NULL,
    label character varying(100) NOT NULL,
    digest character varying(64) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    until timestamp with time zone,
    revoked_at timestamp with time zone,
    account_id uuid NOT NULL
);

CREATE TABLE public.procrastinate_events (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    type public.procrastinate_job_event_type,
    at timestamp with time zone DEFAULT now()
);

CREATE SEQUENCE public.procrastinate_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.procrastinate_events_id_seq OWNED BY public.procrastinate_events.id;

CREATE SEQUENCE public.procrastinate_jobs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.procrastinate_jobs_id_seq OWNED BY public.procrastinate_jobs.id;

CREATE TABLE public.procrastinate_periodic_defers (
    id bigint NOT NULL,
    task_name character varying(128) NOT NULL,
    defer_timestamp bigint,
    job_id bigint,
    periodic_id character varying(128) DEFAULT ''::character varying NOT NULL
);

CREATE SEQUENCE public.procrastinate_periodic_defers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.procrastinate_periodic_defers_id_seq OWNED BY public.procrastinate_periodic_defers.id;

CREATE TABLE public.procrastinate_workers (
    id bigint NOT NULL,
    last_heartbeat timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.procrastinate_workers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.procrastinate_workers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.publications_hiding (
    id bigint NOT NULL,
    site character varying(40) NOT NULL,
    why character varying(400) NOT NULL,
    by character varying(80) NOT NULL,
    by_name character varying(100) NOT NULL,
    at timestamp with time zone NOT NULL,
    piece_id uuid NOT NULL,
    CONSTRAINT what_is_hidden_says_why CHECK ((NOT ((why)::text = ''::text)))
);

ALTER TABLE public.publications_hiding ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.publications_hiding_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.publications_piece (
    id uuid NOT NULL,
    agency character varying(60) NOT NULL,
    kind character varying(8) NOT NULL,
    "column" character varying(40) NOT NULL,
    index_number character varying(40) NOT NULL,
    year smallint,
    serial integer,
    written jsonb NOT NULL,
    revision integer NOT NULL,
    begun_by character varying(80) NOT NULL,
    begun_by_name character varying(100) NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    desk_state character varying(8) NOT NULL,
    turned_back_why character varying(400) NOT NULL,
    goes_out_at timestamp with time zone,
    shown_until date,
    state character varying(5) NOT NULL,
    first_shown_at timestamp with time zone,
    shown_at timestamp with time zone,
    taken_down_at timestamp with time zone,
    taken_down_why character varying(400) NOT NULL,
    title character varying(200) NOT NULL,
    summary character varying(400) NOT NULL,
    matters jsonb NOT NULL,
    words text NOT NULL,
    shown_id uuid,
    waiting_id uuid,
    is_urgent boolean NOT NULL,
    shared_at timestamp with time zone,
    shared_below boolean NOT NULL,
    shared_with jsonb NOT NULL,
    site character varying(40) NOT NULL,
    asked_until date,
    translated jsonb NOT NULL,
    CONSTRAINT a_piece_is_of_a_known_kind_and_state CHECK ((((desk_state)::text = ANY ((ARRAY['writing'::character varying, 'waiting'::character varying, 'due'::character varying, 'resting'::character varying])::text[])) AND ((kind)::text = ANY ((ARRAY['notice'::character varying, 'policy'::character varying, 'law'::character varying, 'question'::character varying, 'article'::character varying])::text[])) AND ((state)::text = ANY ((ARRAY['none'::character varying, 'shown'::character varying, 'down'::character varying])::text[])))),
    CONSTRAINT publications_piece_revision_check CHECK ((revision >= 0)),
    CONSTRAINT publications_piece_serial_check CHECK ((serial >= 0)),
    CONSTRAINT publications_piece_year_check CHECK ((year >= 0)),
    CONSTRAINT what_is_shown_is_a_version_with_a_number CHECK ((((state)::text = 'none'::text) OR ((shown_id IS NOT NULL) AND (shown_at IS NOT NULL) AND (NOT ((index_number)::text = ''::text))))),
    CONSTRAINT what_is_taken_down_says_why CHECK (((NOT ((state)::text = 'down'::text)) OR ((taken_down_at IS NOT NULL) AND (NOT ((taken_down_why)::text = ''::text))))),
    CONSTRAINT what_is_urgent_is_a_notice_for_all_below CHECK (((NOT is_urgent) OR (((kind)::text = 'notice'::text) AND shared_below))),
    CONSTRAINT what_waits_is_a_version CHECK (((((desk_state)::text = ANY ((ARRAY['waiting'::character varying, 'due'::character varying])::text[])) AND (waiting_id IS NOT NULL)) OR (((desk_state)::text = ANY ((ARRAY['writing'::character varying, 'resting'::character varying])::text[])) AND (waiting_id IS NULL))))
);

CREATE TABLE public.publications_pieceversion (
    id uuid NOT NULL,
    number integer NOT NULL,
    content jsonb NOT NULL,
    blocks jsonb NOT NULL,
    findings jsonb NOT NULL,
    note character varying(400) NOT NULL,
    digest character varying(64) NOT NULL,
    handed_in_by character varying(80) NOT NULL,
    handed_in_by_name character varying(100) NOT NULL,
    handed_in_at timestamp with time zone NOT NULL,
    piece_id uuid NOT NULL,
    translated jsonb NOT NULL,
    CONSTRAINT publications_pieceversion_number_check CHECK ((number >= 0))
);

CREATE TABLE public.reading (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    by_kind character varying(16) NOT NULL,
    by_ref character varying(80) NOT NULL,
    by_name character varying(100) NOT NULL,
    by_agency character varying(60) NOT NULL,
    party character varying(40) NOT NULL,
    subject character varying(80) NOT NULL,
    what character varying(100) NOT NULL,
    why character varying(200) NOT NULL,
    by_post character varying(130) DEFAULT ''::character varying NOT NULL
);

ALTER TABLE public.reading ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reading_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.record (
    id bigint NOT NULL,
    subject character varying(80) NOT NULL,
    seq integer NOT NULL,
    name character varying(60) NOT NULL,
    at timestamp with time zone NOT NULL,
    by_kind character varying(16) NOT NULL,
    by_ref character varying(80) NOT NULL,
    by_agency character varying(60) NOT NULL,
    body jsonb NOT NULL,
    previous character varying(64) NOT NULL,
    hash character varying(64) NOT NULL,
    for_party character varying(40) DEFAULT ''::character varying NOT NULL,
    mandate character varying(40) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT record_seq_check CHECK ((seq >= 0))
);

CREATE TABLE public.record_head (
    subject character varying(80) NOT NULL,
    seq integer NOT NULL,
    hash character varying(64) NOT NULL,
    CONSTRAINT record_head_seq_check CHECK ((seq >= 0))
);

ALTER TABLE public.record ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.record_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.record_news (
    id bigint NOT NULL,
    subject character varying(80) NOT NULL,
    event character varying(60) NOT NULL,
    reaction character varying(100) NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    last_error text DEFAULT ''::text NOT NULL,
    next_try_at timestamp with time zone,
    done_at timestamp with time zone,
    entry_id bigint NOT NULL,
    outside boolean DEFAULT false NOT NULL,
    CONSTRAINT record_news_attempts_check CHECK ((attempts >= 0))
);

ALTER TABLE public.record_news ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.record_news_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.results_result (
    id bigint NOT NULL,
    "case" character varying(50) NOT NULL,
    service character varying(60) NOT NULL,
    agency character varying(60) NOT NULL,
    title character varying(200) NOT NULL,
    granted boolean NOT NULL,
    decided_on date NOT NULL,
    publish_by date NOT NULL,
    state character varying(10) NOT NULL,
    published_at timestamp with time zone,
    name character varying(200) NOT NULL,
    party_kind character varying(20) NOT NULL,
    credit_code character varying(18) NOT NULL,
    paper_title character varying(200) NOT NULL,
    paper_number character varying(160) NOT NULL,
    category character varying(4) NOT NULL,
    licence_title character varying(200) NOT NULL,
    licence_number character varying(160) NOT NULL,
    content text NOT NULL,
    valid_from date,
    valid_until date,
    standing character varying(10) NOT NULL,
    standing_since date,
    shown_until date,
    withheld_ground character varying(20) NOT NULL,
    withheld_why text NOT NULL,
    withheld_by character varying(80) NOT NULL,
    looked_at timestamp with time zone,
    CONSTRAINT nobody_is_published_before_the_decision CHECK ((publish_by >= decided_on)),
    CONSTRAINT what_is_published_has_its_moment_and_its_last_day CHECK (((NOT ((state)::text = 'published'::text)) OR ((published_at IS NOT NULL) AND (shown_until IS NOT NULL) AND (NOT ((name)::text = ''::text))))),
    CONSTRAINT what_is_withheld_has_a_ground_and_an_author CHECK (((NOT ((state)::text = 'withheld'::text)) OR ((NOT ((withheld_ground)::text = ''::text)) AND (NOT (withheld_why = ''::text)) AND (NOT ((withheld_by)::text = ''::text)))))
);

ALTER TABLE public.results_result ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.results_result_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.seal (
    id uuid NOT NULL,
    agency character varying(60) NOT NULL,
    name character varying(200) NOT NULL,
    kind character varying(8) NOT NULL,
    state character varying(10) NOT NULL,
    keeper character varying(130) NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    basis character varying(300) NOT NULL,
    asker character varying(80) NOT NULL,
    asked_by_name character varying(100) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    settled_by character varying(80) NOT NULL,
    settled_by_name character varying(100) NOT NULL,
    settled_at timestamp with time zone,
    settled_why character varying(300) NOT NULL,
    stopped_by character varying(80) NOT NULL,
    stopped_by_name character varying(100) NOT NULL,
    stopped_at timestamp with time zone,
    stopped_why character varying(300) NOT NULL,
    made_at timestamp with time zone,
    maker character varying(200) NOT NULL,
    es_id character varying(64) NOT NULL,
    picture character varying(64) NOT NULL,
    pdf_certificate character varying(64) NOT NULL,
    sm2_certificate character varying(64) NOT NULL,
    replaces_id uuid,
    CONSTRAINT a_seal_ends_after_it_began CHECK ((valid_until >= valid_from)),
    CONSTRAINT a_seal_in_force_was_approved CHECK (((NOT ((state)::text = ANY ((ARRAY['in-force'::character varying, 'stopped'::character varying])::text[]))) OR ((NOT ((settled_by)::text = ''::text)) AND (settled_at IS NOT NULL)))),
    CONSTRAINT a_stopped_seal_says_why_and_since_when CHECK (((NOT ((state)::text = 'stopped'::text)) OR ((NOT ((stopped_why)::text = ''::text)) AND (stopped_at IS NOT NULL)))),
    CONSTRAINT nobody_approves_a_seal_they_asked_for CHECK ((((settled_by)::text = ''::text) OR ((state)::text = 'declined'::text) OR (NOT ((settled_by)::text = (asker)::text))))
);

CREATE TABLE public.seal_use (
    id bigint NOT NULL,
    paper character varying(200) NOT NULL,
    digest character varying(64) NOT NULL,
    ofd_digest character varying(64) NOT NULL,
    subject character varying(80) NOT NULL,
    at timestamp with time zone NOT NULL,
    by_ref character varying(80) NOT NULL,
    seal_id uuid NOT NULL,
    CONSTRAINT a_seal_is_used_for_something_known CHECK (((NOT ((subject)::text = ''::text)) AND (NOT ((digest)::text = ''::text))))
);

ALTER TABLE public.seal_use ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.seal_use_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.showing_authorisation (
    id uuid NOT NULL,
    holder character varying(40) NOT NULL,
    to_kind character varying(6) NOT NULL,
    "to" character varying(60) NOT NULL,
    to_name character varying(200) NOT NULL,
    facts jsonb NOT NULL,
    purpose character varying(20) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    made_by character varying(80) NOT NULL,
    until date NOT NULL,
    ended_at timestamp with time zone,
    licence_id character varying(160) NOT NULL
);

CREATE TABLE public.showing_copy (
    id uuid NOT NULL,
    holder character varying(40) NOT NULL,
    "user" character varying(60) NOT NULL,
    reason character varying(200) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    made_by character varying(80) NOT NULL,
    until date NOT NULL,
    licence_id character varying(160) NOT NULL,
    CONSTRAINT a_copy_says_for_whom_and_why CHECK (((NOT (("user")::text = ''::text)) AND (NOT ((reason)::text = ''::text))))
);

CREATE TABLE public.showing_key (
    kid character varying(64) NOT NULL,
    pem text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    not_before timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    CONSTRAINT an_answer_key_signs_before_it_runs_out CHECK (((expires_at IS NULL) OR (expires_at >= not_before)))
);

CREATE TABLE public.showing_show (
    id uuid NOT NULL,
    holder character varying(40) NOT NULL,
    facts jsonb NOT NULL,
    purpose character varying(20) NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    begun_by character varying(80) NOT NULL,
    link character varying(64) NOT NULL,
    digits character varying(64) NOT NULL,
    until timestamp with time zone NOT NULL,
    opened_at timestamp with time zone,
    opener character varying(60) NOT NULL,
    opener_why character varying(60) NOT NULL,
    ended_at timestamp with time zone,
    licence_id character varying(160),
    transcript_id uuid,
    CONSTRAINT a_show_is_of_one_licence_or_transcript CHECK ((((licence_id IS NULL) AND (transcript_id IS NOT NULL)) OR ((licence_id IS NOT NULL) AND (transcript_id IS NULL)))),
    CONSTRAINT who_opens_a_show_says_so_when_it_is_open CHECK (((((opener)::text = ''::text) AND ((opener_why)::text = ''::text)) OR (opened_at IS NOT NULL)))
);

CREATE TABLE public.showing_tried (
    key character varying(64) NOT NULL,
    count integer NOT NULL,
    until timestamp with time zone NOT NULL,
    CONSTRAINT showing_tried_count_check CHECK ((count >= 0))
);

CREATE TABLE public.showing_use (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    holder character varying(40) NOT NULL,
    law character varying(100) NOT NULL,
    system character varying(40) NOT NULL,
    system_name character varying(60) NOT NULL,
    agency character varying(60) NOT NULL,
    facts jsonb NOT NULL,
    purpose character varying(20) NOT NULL,
    item character varying(60) NOT NULL,
    "case" character varying(60) NOT NULL,
    operator character varying(60) NOT NULL,
    reason character varying(200) NOT NULL,
    authorisation_id uuid,
    licence_id character varying(160) NOT NULL,
    CONSTRAINT a_use_has_an_authorisation_or_a_law CHECK ((((authorisation_id IS NOT NULL) AND ((law)::text = ''::text)) OR ((authorisation_id IS NULL) AND (NOT ((law)::text = ''::text)))))
);

ALTER TABLE public.showing_use ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.showing_use_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.site_mark (
    name character varying(40) NOT NULL,
    value character varying(200) NOT NULL,
    CONSTRAINT a_mark_has_a_name CHECK ((NOT ((name)::text = ''::text)))
);

CREATE TABLE public.sites_sitehost (
    host character varying(253) NOT NULL,
    number smallint NOT NULL,
    site_id character varying(40) NOT NULL,
    CONSTRAINT sites_sitehost_number_check CHECK ((number >= 0))
);

CREATE TABLE public.sites_sitekept (
    slug character varying(40) NOT NULL,
    division character varying(12) NOT NULL,
    names jsonb NOT NULL,
    office character varying(60) NOT NULL,
    hue character varying(7) NOT NULL,
    columns jsonb NOT NULL,
    foot jsonb NOT NULL,
    takes_services jsonb NOT NULL,
    takes_pieces jsonb NOT NULL,
    revision integer NOT NULL,
    made_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT a_hue_is_written_with_six_digits CHECK (((hue)::text ~ '^#[0-9A-F]{6}$'::text)),
    CONSTRAINT a_site_is_of_a_division CHECK (((division)::text ~ '^[0-9]{12}$'::text)),
    CONSTRAINT sites_sitekept_revision_check CHECK ((revision >= 0))
);

CREATE TABLE public.subscriptions_change (
    id uuid NOT NULL,
    subject character varying(80) NOT NULL,
    place integer NOT NULL,
    at timestamp with time zone NOT NULL,
    what character varying(9) NOT NULL,
    about character varying(100) NOT NULL,
    title jsonb NOT NULL,
    points jsonb NOT NULL,
    more integer NOT NULL,
    keys character varying(100)[] NOT NULL,
    CONSTRAINT a_change_is_of_a_known_kind CHECK (((what)::text = ANY ((ARRAY['new'::character varying, 'changed'::character varying, 'corrected'::character varying, 'down'::character varying])::text[]))),
    CONSTRAINT subscriptions_change_more_check CHECK ((more >= 0)),
    CONSTRAINT subscriptions_change_place_check CHECK ((place >= 0))
);

CREATE TABLE public.subscriptions_subscription (
    id uuid NOT NULL,
    party character varying(40) NOT NULL,
    key character varying(100) NOT NULL,
    also character varying(4) NOT NULL,
    since timestamp with time zone NOT NULL,
    CONSTRAINT a_subscription_tells_by_a_known_way CHECK (((also)::text = ANY ((ARRAY[''::character varying, 'sms'::character varying, 'mail'::character varying])::text[])))
);

CREATE TABLE public.subscriptions_told (
    id uuid NOT NULL,
    party character varying(40) NOT NULL,
    at timestamp with time zone NOT NULL,
    change_id uuid NOT NULL,
    subscription_id uuid NOT NULL
);

CREATE TABLE public.supervision_cardword (
    id bigint NOT NULL,
    act character varying(10) NOT NULL,
    by_ref character varying(80) NOT NULL,
    by_name character varying(100) NOT NULL,
    by_agency character varying(60) NOT NULL,
    text text NOT NULL,
    evidence text NOT NULL,
    due_on date,
    at timestamp with time zone NOT NULL,
    card_id character varying(16) NOT NULL,
    CONSTRAINT what_an_agency_says_has_evidence CHECK (((NOT ((act)::text = ANY ((ARRAY['explain'::character varying, 'put-right'::character varying])::text[]))) OR (NOT (evidence = ''::text)))),
    CONSTRAINT what_is_said_has_words CHECK ((NOT (text = ''::text)))
);

ALTER TABLE public.supervision_cardword ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.supervision_cardword_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.supervision_publication (
    day date NOT NULL,
    files jsonb NOT NULL,
    facts integer NOT NULL,
    published_at timestamp with time zone NOT NULL,
    key_id character varying(64) NOT NULL,
    CONSTRAINT supervision_publication_facts_check CHECK ((facts >= 0))
);

CREATE TABLE public.supervision_publicationkey (
    kid character varying(64) NOT NULL,
    pem text NOT NULL,
    made_at timestamp with time zone NOT NULL
);

CREATE TABLE public.supervision_raisedcard (
    id character varying(16) NOT NULL,
    rule character varying(60) NOT NULL,
    edition date NOT NULL,
    agency character varying(60) NOT NULL,
    watcher character varying(60) NOT NULL,
    service character varying(60) NOT NULL,
    about character varying(80) NOT NULL,
    key character varying(80) NOT NULL,
    level character varying(10) NOT NULL,
    measure integer NOT NULL,
    raised_on date NOT NULL,
    level_on date NOT NULL,
    state character varying(10) NOT NULL,
    due_on date,
    CONSTRAINT an_order_has_its_day CHECK (((NOT ((state)::text = 'ordered'::text)) OR (due_on IS NOT NULL))),
    CONSTRAINT nobody_watches_over_himself CHECK ((NOT ((agency)::text = (watcher)::text)))
);

CREATE TABLE public.systems_code (
    digest character varying(64) NOT NULL,
    redirect_uri character varying(500) NOT NULL,
    challenge character varying(128) NOT NULL,
    scopes jsonb NOT NULL,
    nonce character varying(500) NOT NULL,
    level smallint NOT NULL,
    auth_at timestamp with time zone NOT NULL,
    made_at timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    spent_at timestamp with time zone,
    ended_at timestamp with time zone,
    signed_in_id uuid NOT NULL,
    CONSTRAINT systems_code_level_check CHECK ((level >= 0))
);

CREATE TABLE public.systems_consent (
    id uuid NOT NULL,
    facts jsonb NOT NULL,
    kind character varying(4) NOT NULL,
    at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    account_id uuid NOT NULL,
    system_id character varying(40) NOT NULL
);

CREATE TABLE public.systems_pseudonym (
    sub character varying(64) NOT NULL,
    agency character varying(60) NOT NULL,
    whom character varying(60) NOT NULL
);

CREATE TABLE public.systems_signedin (
    id uuid NOT NULL,
    session_key character varying(40) NOT NULL,
    sub character varying(64) NOT NULL,
    began_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    account_id uuid NOT NULL,
    system_id character varying(40) NOT NULL
);

CREATE TABLE public.systems_signingkey (
    kid character varying(64) NOT NULL,
    pem text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    not_before timestamp with time zone NOT NULL,
    expires_at timestamp with time zone
);

CREATE TABLE public.systems_system (
    id character varying(40) NOT NULL,
    agency character varying(60) NOT NULL,
    name character varying(60) NOT NULL,
    purpose character varying(100) NOT NULL,
    basis character varying(100) NOT NULL,
    facts jsonb NOT NULL,
    consent character varying(4) NOT NULL,
    level smallint NOT NULL,
    state character varying(10) NOT NULL,
    secret_digest character varying(64) NOT NULL,
    redirect_uris jsonb NOT NULL,
    post_logout_uris jsonb NOT NULL,
    back_channel_uri character varying(500) NOT NULL,
    proposed_by character varying(80) NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    reviewed_by character varying(80) NOT NULL,
    reviewed_at timestamp with time zone,
    review_note character varying(300) NOT NULL,
    stopped_by character varying(80) NOT NULL,
    stopped_at timestamp with time zone,
    stop_reason character varying(300) NOT NULL,
    CONSTRAINT an_approved_system_was_reviewed CHECK (((NOT ((state)::text = 'approved'::text)) OR (NOT ((reviewed_by)::text = ''::text)))),
    CONSTRAINT nobody_reviews_their_own_system CHECK ((((reviewed_by)::text = ''::text) OR (NOT ((reviewed_by)::text = (proposed_by)::text)))),
    CONSTRAINT systems_system_level_check CHECK ((level >= 0))
);

CREATE TABLE public.systems_ticket (
    digest character varying(64) NOT NULL,
    kind character varying(7) NOT NULL,
    scopes jsonb NOT NULL,
    made_at timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    spent_at timestamp with time zone,
    code_id character varying(64) NOT NULL
);

CREATE TABLE public.transcript (
    id uuid NOT NULL,
    agency character varying(60) NOT NULL,
    agency_name character varying(200) NOT NULL,
    kind_name character varying(200) NOT NULL,
    number character varying(160) NOT NULL,
    holder character varying(40) NOT NULL,
    holder_name character varying(200) NOT NULL,
    facts text NOT NULL,
    issued_on date NOT NULL,
    valid_until date,
    scan character varying(64) NOT NULL,
    scan_name character varying(200) NOT NULL,
    scan_type character varying(60) NOT NULL,
    state character varying(8) NOT NULL,
    entered_by character varying(80) NOT NULL,
    entered_by_name character varying(100) NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    compared_by character varying(80) NOT NULL,
    compared_by_name character varying(100) NOT NULL,
    compared_at timestamp with time zone,
    note character varying(200) NOT NULL,
    kind character varying(60) DEFAULT ''::character varying NOT NULL,
    scan_pages smallint DEFAULT 0 NOT NULL,
    scan_size integer DEFAULT 0 NOT NULL,
    named_at timestamp with time zone,
    named_because character varying(200) DEFAULT ''::character varying NOT NULL,
    named_by character varying(80) DEFAULT ''::character varying NOT NULL,
    named_by_name character varying(100) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT a_transcript_compared_names_its_clerk CHECK ((((state)::text = 'entered'::text) OR ((NOT ((compared_by)::text = ''::text)) AND (NOT ((note)::text = ''::text))))),
    CONSTRAINT a_type_named_later_says_by_whom_and_why CHECK ((((named_at IS NULL) AND ((named_because)::text = ''::text) AND ((named_by)::text = ''::text)) OR ((NOT ((kind)::text = ''::text)) AND (NOT ((named_by)::text = ''::text)) AND (NOT ((named_because)::text = ''::text)) AND (named_at IS NOT NULL)))),
    CONSTRAINT nobody_compares_what_they_entered CHECK ((((compared_by)::text = ''::text) OR (NOT ((compared_by)::text = (entered_by)::text)))),
    CONSTRAINT transcript_scan_pages_check CHECK ((scan_pages >= 0)),
    CONSTRAINT transcript_scan_size_check CHECK ((scan_size >= 0))
);

CREATE TABLE public.usersessions_usersession (
    id bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    ip inet NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    session_key character varying(40) NOT NULL,
    user_agent character varying(200) NOT NULL,
    data jsonb NOT NULL,
    user_id uuid NOT NULL
);

ALTER TABLE public.usersessions_usersession ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.usersessions_usersession_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE ONLY public.procrastinate_events ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_events_id_seq'::regclass);

ALTER TABLE ONLY public.procrastinate_jobs ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_jobs_id_seq'::regclass);

ALTER TABLE ONLY public.procrastinate_periodic_defers ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_periodic_defers_id_seq'::regclass);

INSERT INTO public.auth_permission VALUES
	(1, 'Can add content type', 1, 'add_contenttype'),
	(2, 'Can change content type', 1, 'change_contenttype'),
	(3, 'Can delete content type', 1, 'delete_contenttype'),
	(4, 'Can view content type', 1, 'view_contenttype'),
	(5, 'Can add permission', 2, 'add_permission'),
	(6, 'Can change permission', 2, 'change_permission'),
	(7, 'Can delete permission', 2, 'delete_permission'),
	(8, 'Can view permission', 2, 'view_permission'),
	(9, 'Can add group', 3, 'add_group'),
	(10, 'Can change group', 3, 'change_group'),
	(11, 'Can delete group', 3, 'delete_group'),
	(12, 'Can view group', 3, 'view_group'),
	(13, 'Can add session', 4, 'add_session'),
	(14, 'Can change session', 4, 'change_session'),
	(15, 'Can delete session', 4, 'delete_session'),
	(16, 'Can view session', 4, 'view_session'),
	(17, 'Can add procrastinate event', 5, 'add_procrastinateevent'),
	(18, 'Can change procrastinate event', 5, 'change_procrastinateevent'),
	(19, 'Can delete procrastinate event', 5, 'delete_procrastinateevent'),
	(20, 'Can view procrastinate event', 5, 'view_procrastinateevent'),
	(21, 'Can add procrastinate job', 6, 'add_procrastinatejob'),
	(22, 'Can change procrastinate job', 6, 'change_procrastinatejob'),
	(23, 'Can delete procrastinate job', 6, 'delete_procrastinatejob'),
	(24, 'Can view procrastinate job', 6, 'view_procrastinatejob'),
	(25, 'Can add procrastinate periodic defer', 7, 'add_procrastinateperiodicdefer'),
	(26, 'Can change procrastinate periodic defer', 7, 'change_procrastinateperiodicdefer'),
	(27, 'Can delete procrastinate periodic defer', 7, 'delete_procrastinateperiodicdefer'),
	(28, 'Can view procrastinate periodic defer', 7, 'view_procrastinateperiodicdefer'),
	(29, 'Can add procrastinate worker', 8, 'add_procrastinateworker'),
	(30, 'Can change procrastinate worker', 8, 'change_procrastinateworker'),
	(31, 'Can delete procrastinate worker', 8, 'delete_procrastinateworker'),
	(32, 'Can view procrastinate worker', 8, 'view_procrastinateworker'),
	(33, 'Can add email address', 9, 'add_emailaddress'),
	(34, 'Can change email address', 9, 'change_emailaddress'),
	(35, 'Can delete email address', 9, 'delete_emailaddress'),
	(36, 'Can view email address', 9, 'view_emailaddress'),
	(37, 'Can add email confirmation', 10, 'add_emailconfirmation'),
	(38, 'Can change email confirmation', 10, 'change_emailconfirmation'),
	(39, 'Can delete email confirmation', 10, 'delete_emailconfirmation'),
	(40, 'Can view email confirmation', 10, 'view_emailconfirmation'),
	(41, 'Can add authenticator', 11, 'add_authenticator'),
	(42, 'Can change authenticator', 11, 'change_authenticator'),
	(43, 'Can delete authenticator', 11, 'delete_authenticator'),
	(44, 'Can view authenticator', 11, 'view_authenticator'),
	(45, 'Can add user session', 12, 'add_usersession'),
	(46, 'Can change user session', 12, 'change_usersession'),
	(47, 'Can delete user session', 12, 'delete_usersession'),
	(48, 'Can view user session', 12, 'view_usersession'),
	(49, 'Can add head', 13, 'add_head'),
	(50, 'Can change head', 13, 'change_head'),
	(51, 'Can delete head', 13, 'delete_head'),
	(52, 'Can view head', 13, 'view_head'),
	(53, 'Can add entry', 14, 'add_entry'),
	(54, 'Can change entry', 14, 'change_entry'),
	(55, 'Can delete entry', 14, 'delete_entry'),
	(56, 'Can view entry', 14, 'view_entry'),
	(57, 'Can add reading', 15, 'add_reading'),
	(58, 'Can change reading', 15, 'change_reading'),
	(59, 'Can delete reading', 15, 'delete_reading'),
	(60, 'Can view reading', 15, 'view_reading'),
	(61, 'Can add news', 16, 'add_news'),
	(62, 'Can change news', 16, 'change_news'),
	(63, 'Can delete news', 16, 'delete_news'),
	(64, 'Can view news', 16, 'view_news'),
	(65, 'Can add party', 17, 'add_party'),
	(66, 'Can change party', 17, 'change_party'),
	(67, 'Can delete party', 17, 'delete_party'),
	(68, 'Can view party', 17, 'view_party'),
	(69, 'Can add account', 18, 'add_account'),
	(70, 'Can change account', 18, 'change_account'),
	(71, 'Can delete account', 18, 'delete_account'),
	(72, 'Can view account', 18, 'view_account'),
	(73, 'Can add token', 19, 'add_token'),
	(74, 'Can change token', 19, 'change_token'),
	(75, 'Can delete token', 19, 'delete_token'),
	(76, 'Can view token', 19, 'view_token'),
	(77, 'Can add proof', 20, 'add_proof'),
	(78, 'Can change proof', 20, 'change_proof'),
	(79, 'Can delete proof', 20, 'delete_proof'),
	(80, 'Can view proof', 20, 'view_proof'),
	(81, 'Can add check', 21, 'add_check'),
	(82, 'Can change check', 21, 'change_check'),
	(83, 'Can delete check', 21, 'delete_check'),
	(84, 'Can view check', 21, 'view_check'),
	(85, 'Can add link', 22, 'add_link'),
	(86, 'Can change link', 22, 'change_link'),
	(87, 'Can delete link', 22, 'delete_link'),
	(88, 'Can view link', 22, 'view_link'),
	(89, 'Can add division', 23, 'add_division'),
	(90, 'Can change division', 23, 'change_division'),
	(91, 'Can delete division', 23, 'delete_division'),
	(92, 'Can view division', 23, 'view_division'),
	(93, 'Can add agency', 24, 'add_agency'),
	(94, 'Can change agency', 24, 'change_agency'),
	(95, 'Can delete agency', 24, 'delete_agency'),
	(96, 'Can view agency', 24, 'view_agency'),
	(97, 'Can add post', 25, 'add_post'),
	(98, 'Can change post', 25, 'change_post'),
	(99, 'Can delete post', 25, 'delete_post'),
	(100, 'Can view post', 25, 'view_post'),
	(101, 'Can add appointment', 26, 'add_appointment'),
	(102, 'Can change appointment', 26, 'change_appointment'),
	(209, 'Can add entry', 53, 'add_entry'),
	(103, 'Can delete appointment', 26, 'delete_appointment'),
	(104, 'Can view appointment', 26, 'view_appointment'),
	(105, 'Can add administrator', 27, 'add_administrator'),
	(106, 'Can change administrator', 27, 'change_administrator'),
	(107, 'Can delete administrator', 27, 'delete_administrator'),
	(108, 'Can view administrator', 27, 'view_administrator'),
	(109, 'Can add department', 28, 'add_department'),
	(110, 'Can change department', 28, 'change_department'),
	(111, 'Can delete department', 28, 'delete_department'),
	(112, 'Can view department', 28, 'view_department'),
	(113, 'Can add grant', 29, 'add_grant'),
	(114, 'Can change grant', 29, 'change_grant'),
	(115, 'Can delete grant', 29, 'delete_grant'),
	(116, 'Can view grant', 29, 'view_grant'),
	(117, 'Can add leave', 30, 'add_leave'),
	(118, 'Can change leave', 30, 'change_leave'),
	(119, 'Can delete leave', 30, 'delete_leave'),
	(120, 'Can view leave', 30, 'view_leave'),
	(121, 'Can add policy', 31, 'add_policy'),
	(122, 'Can change policy', 31, 'change_policy'),
	(123, 'Can delete policy', 31, 'delete_policy'),
	(124, 'Can view policy', 31, 'view_policy'),
	(125, 'Can add proposal', 32, 'add_proposal'),
	(126, 'Can change proposal', 32, 'change_proposal'),
	(127, 'Can delete proposal', 32, 'delete_proposal'),
	(128, 'Can view proposal', 32, 'view_proposal'),
	(129, 'Can add rights check', 33, 'add_rightscheck'),
	(130, 'Can change rights check', 33, 'change_rightscheck'),
	(131, 'Can delete rights check', 33, 'delete_rightscheck'),
	(132, 'Can view rights check', 33, 'view_rightscheck'),
	(133, 'Can add station', 34, 'add_station'),
	(134, 'Can change station', 34, 'change_station'),
	(135, 'Can delete station', 34, 'delete_station'),
	(136, 'Can view station', 34, 'view_station'),
	(137, 'Can add site kept', 35, 'add_sitekept'),
	(138, 'Can change site kept', 35, 'change_sitekept'),
	(139, 'Can delete site kept', 35, 'delete_sitekept'),
	(140, 'Can view site kept', 35, 'view_sitekept'),
	(141, 'Can add site host', 36, 'add_sitehost'),
	(142, 'Can change site host', 36, 'change_sitehost'),
	(143, 'Can delete site host', 36, 'delete_sitehost'),
	(144, 'Can view site host', 36, 'view_sitehost'),
	(145, 'Can add seal', 37, 'add_seal'),
	(146, 'Can change seal', 37, 'change_seal'),
	(147, 'Can delete seal', 37, 'delete_seal'),
	(148, 'Can view seal', 37, 'view_seal'),
	(149, 'Can add seal use', 38, 'add_sealuse'),
	(150, 'Can change seal use', 38, 'change_sealuse'),
	(151, 'Can delete seal use', 38, 'delete_sealuse'),
	(152, 'Can view seal use', 38, 'view_sealuse'),
	(153, 'Can add mandate', 39, 'add_mandate'),
	(154, 'Can change mandate', 39, 'change_mandate'),
	(155, 'Can delete mandate', 39, 'delete_mandate'),
	(156, 'Can view mandate', 39, 'view_mandate'),
	(157, 'Can add agreement', 40, 'add_agreement'),
	(158, 'Can change agreement', 40, 'change_agreement'),
	(159, 'Can delete agreement', 40, 'delete_agreement'),
	(160, 'Can view agreement', 40, 'view_agreement'),
	(161, 'Can add service', 41, 'add_service'),
	(162, 'Can change service', 41, 'change_service'),
	(163, 'Can delete service', 41, 'delete_service'),
	(164, 'Can view service', 41, 'view_service'),
	(165, 'Can add service version', 42, 'add_serviceversion'),
	(166, 'Can change service version', 42, 'change_serviceversion'),
	(167, 'Can delete service version', 42, 'delete_serviceversion'),
	(168, 'Can view service version', 42, 'view_serviceversion'),
	(169, 'Can add offering', 43, 'add_offering'),
	(170, 'Can change offering', 43, 'change_offering'),
	(171, 'Can delete offering', 43, 'delete_offering'),
	(172, 'Can view offering', 43, 'view_offering'),
	(173, 'Can add publication', 44, 'add_publication'),
	(174, 'Can change publication', 44, 'change_publication'),
	(175, 'Can delete publication', 44, 'delete_publication'),
	(176, 'Can view publication', 44, 'view_publication'),
	(177, 'Can add bundle', 45, 'add_bundle'),
	(178, 'Can change bundle', 45, 'change_bundle'),
	(179, 'Can delete bundle', 45, 'delete_bundle'),
	(180, 'Can view bundle', 45, 'view_bundle'),
	(181, 'Can add bundle version', 46, 'add_bundleversion'),
	(182, 'Can change bundle version', 46, 'change_bundleversion'),
	(183, 'Can delete bundle version', 46, 'delete_bundleversion'),
	(184, 'Can view bundle version', 46, 'view_bundleversion'),
	(185, 'Can add item', 47, 'add_item'),
	(186, 'Can change item', 47, 'change_item'),
	(187, 'Can delete item', 47, 'delete_item'),
	(188, 'Can view item', 47, 'view_item'),
	(189, 'Can add list change', 48, 'add_listchange'),
	(190, 'Can change list change', 48, 'change_listchange'),
	(191, 'Can delete list change', 48, 'delete_listchange'),
	(192, 'Can view list change', 48, 'view_listchange'),
	(193, 'Can add edition', 49, 'add_edition'),
	(194, 'Can change edition', 49, 'change_edition'),
	(195, 'Can delete edition', 49, 'delete_edition'),
	(196, 'Can view edition', 49, 'view_edition'),
	(197, 'Can add claim', 50, 'add_claim'),
	(198, 'Can change claim', 50, 'change_claim'),
	(199, 'Can delete claim', 50, 'delete_claim'),
	(200, 'Can view claim', 50, 'view_claim'),
	(201, 'Can add item version', 51, 'add_itemversion'),
	(202, 'Can change item version', 51, 'change_itemversion'),
	(203, 'Can delete item version', 51, 'delete_itemversion'),
	(204, 'Can view item version', 51, 'view_itemversion'),
	(205, 'Can add review', 52, 'add_review'),
	(206, 'Can change review', 52, 'change_review'),
	(207, 'Can delete review', 52, 'delete_review'),
	(208, 'Can view review', 52, 'view_review'),
	(210, 'Can change entry', 53, 'change_entry'),
	(211, 'Can delete entry', 53, 'delete_entry'),
	(212, 'Can view entry', 53, 'view_entry'),
	(213, 'Can add meaning', 54, 'add_meaning'),
	(214, 'Can change meaning', 54, 'change_meaning'),
	(215, 'Can delete meaning', 54, 'delete_meaning'),
	(216, 'Can view meaning', 54, 'view_meaning'),
	(217, 'Can add posting', 55, 'add_posting'),
	(218, 'Can change posting', 55, 'change_posting'),
	(219, 'Can delete posting', 55, 'delete_posting'),
	(220, 'Can view posting', 55, 'view_posting'),
	(221, 'Can add added word', 56, 'add_addedword'),
	(222, 'Can change added word', 56, 'change_addedword'),
	(223, 'Can delete added word', 56, 'delete_addedword'),
	(224, 'Can view added word', 56, 'view_addedword'),
	(225, 'Can add hint', 57, 'add_hint'),
	(226, 'Can change hint', 57, 'change_hint'),
	(227, 'Can delete hint', 57, 'delete_hint'),
	(228, 'Can view hint', 57, 'view_hint'),
	(229, 'Can add miss', 58, 'add_miss'),
	(230, 'Can change miss', 58, 'change_miss'),
	(231, 'Can delete miss', 58, 'delete_miss'),
	(232, 'Can view miss', 58, 'view_miss'),
	(233, 'Can add piece', 59, 'add_piece'),
	(234, 'Can change piece', 59, 'change_piece'),
	(235, 'Can delete piece', 59, 'delete_piece'),
	(236, 'Can view piece', 59, 'view_piece'),
	(237, 'Can add piece version', 60, 'add_pieceversion'),
	(238, 'Can change piece version', 60, 'change_pieceversion'),
	(239, 'Can delete piece version', 60, 'delete_pieceversion'),
	(240, 'Can view piece version', 60, 'view_pieceversion'),
	(241, 'Can add hiding', 61, 'add_hiding'),
	(242, 'Can change hiding', 61, 'change_hiding'),
	(243, 'Can delete hiding', 61, 'delete_hiding'),
	(244, 'Can view hiding', 61, 'view_hiding'),
	(245, 'Can add change', 62, 'add_change'),
	(246, 'Can change change', 62, 'change_change'),
	(247, 'Can delete change', 62, 'delete_change'),
	(248, 'Can view change', 62, 'view_change'),
	(249, 'Can add subscription', 63, 'add_subscription'),
	(250, 'Can change subscription', 63, 'change_subscription'),
	(251, 'Can delete subscription', 63, 'delete_subscription'),
	(252, 'Can view subscription', 63, 'view_subscription'),
	(253, 'Can add told', 64, 'add_told'),
	(254, 'Can change told', 64, 'change_told'),
	(255, 'Can delete told', 64, 'delete_told'),
	(256, 'Can view told', 64, 'view_told'),
	(257, 'Can add asked', 65, 'add_asked'),
	(258, 'Can change asked', 65, 'change_asked'),
	(259, 'Can delete asked', 65, 'delete_asked'),
	(260, 'Can view asked', 65, 'view_asked'),
	(261, 'Can add declined', 66, 'add_declined'),
	(262, 'Can change declined', 66, 'change_declined'),
	(263, 'Can delete declined', 66, 'delete_declined'),
	(264, 'Can view declined', 66, 'view_declined'),
	(265, 'Can add entitlement', 67, 'add_entitlement'),
	(266, 'Can change entitlement', 67, 'change_entitlement'),
	(267, 'Can delete entitlement', 67, 'delete_entitlement'),
	(268, 'Can view entitlement', 67, 'view_entitlement'),
	(269, 'Can add series', 68, 'add_series'),
	(270, 'Can change series', 68, 'change_series'),
	(271, 'Can delete series', 68, 'delete_series'),
	(272, 'Can view series', 68, 'view_series'),
	(273, 'Can add paper', 69, 'add_paper'),
	(274, 'Can change paper', 69, 'change_paper'),
	(275, 'Can delete paper', 69, 'delete_paper'),
	(276, 'Can view paper', 69, 'view_paper'),
	(277, 'Can add reserved', 70, 'add_reserved'),
	(278, 'Can change reserved', 70, 'change_reserved'),
	(279, 'Can delete reserved', 70, 'delete_reserved'),
	(280, 'Can view reserved', 70, 'view_reserved'),
	(281, 'Can add licence', 71, 'add_licence'),
	(282, 'Can change licence', 71, 'change_licence'),
	(283, 'Can delete licence', 71, 'delete_licence'),
	(284, 'Can view licence', 71, 'view_licence'),
	(285, 'Can add duty', 72, 'add_duty'),
	(286, 'Can change duty', 72, 'change_duty'),
	(287, 'Can delete duty', 72, 'delete_duty'),
	(288, 'Can view duty', 72, 'view_duty'),
	(289, 'Can add status list', 73, 'add_statuslist'),
	(290, 'Can change status list', 73, 'change_statuslist'),
	(291, 'Can delete status list', 73, 'delete_statuslist'),
	(292, 'Can view status list', 73, 'view_statuslist'),
	(293, 'Can add issuing key', 74, 'add_issuingkey'),
	(294, 'Can change issuing key', 74, 'change_issuingkey'),
	(295, 'Can delete issuing key', 74, 'delete_issuingkey'),
	(296, 'Can view issuing key', 74, 'view_issuingkey'),
	(297, 'Can add offer', 75, 'add_offer'),
	(298, 'Can change offer', 75, 'change_offer'),
	(299, 'Can delete offer', 75, 'delete_offer'),
	(300, 'Can view offer', 75, 'view_offer'),
	(301, 'Can add credential', 76, 'add_credential'),
	(302, 'Can change credential', 76, 'change_credential'),
	(303, 'Can delete credential', 76, 'delete_credential'),
	(304, 'Can view credential', 76, 'view_credential'),
	(305, 'Can add slip', 77, 'add_slip'),
	(306, 'Can change slip', 77, 'change_slip'),
	(307, 'Can delete slip', 77, 'delete_slip'),
	(308, 'Can view slip', 77, 'view_slip'),
	(309, 'Can add signing key', 78, 'add_signingkey'),
	(310, 'Can change signing key', 78, 'change_signingkey'),
	(311, 'Can delete signing key', 78, 'delete_signingkey'),
	(312, 'Can view signing key', 78, 'view_signingkey'),
	(313, 'Can add pseudonym', 79, 'add_pseudonym'),
	(314, 'Can change pseudonym', 79, 'change_pseudonym'),
	(315, 'Can delete pseudonym', 79, 'delete_pseudonym'),
	(316, 'Can view pseudonym', 79, 'view_pseudonym'),
	(317, 'Can add signed in', 80, 'add_signedin'),
	(318, 'Can change signed in', 80, 'change_signedin'),
	(319, 'Can delete signed in', 80, 'delete_signedin'),
	(320, 'Can view signed in', 80, 'view_signedin'),
	(321, 'Can add code', 81, 'add_code'),
	(322, 'Can change code', 81, 'change_code'),
	(323, 'Can delete code', 81, 'delete_code'),
	(324, 'Can view code', 81, 'view_code'),
	(325, 'Can add system', 82, 'add_system'),
	(326, 'Can change system', 82, 'change_system'),
	(327, 'Can delete system', 82, 'delete_system'),
	(328, 'Can view system', 82, 'view_system'),
	(329, 'Can add consent', 83, 'add_consent'),
	(330, 'Can change consent', 83, 'change_consent'),
	(331, 'Can delete consent', 83, 'delete_consent'),
	(332, 'Can view consent', 83, 'view_consent'),
	(333, 'Can add ticket', 84, 'add_ticket'),
	(334, 'Can change ticket', 84, 'change_ticket'),
	(335, 'Can delete ticket', 84, 'delete_ticket'),
	(336, 'Can view ticket', 84, 'view_ticket'),
	(337, 'Can add tried', 85, 'add_tried'),
	(338, 'Can change tried', 85, 'change_tried'),
	(339, 'Can delete tried', 85, 'delete_tried'),
	(340, 'Can view tried', 85, 'view_tried'),
	(341, 'Can add answer key', 86, 'add_answerkey'),
	(342, 'Can change answer key', 86, 'change_answerkey'),
	(343, 'Can delete answer key', 86, 'delete_answerkey'),
	(344, 'Can view answer key', 86, 'view_answerkey'),
	(345, 'Can add authorisation', 87, 'add_authorisation'),
	(346, 'Can change authorisation', 87, 'change_authorisation'),
	(347, 'Can delete authorisation', 87, 'delete_authorisation'),
	(348, 'Can view authorisation', 87, 'view_authorisation'),
	(349, 'Can add show', 88, 'add_show'),
	(350, 'Can change show', 88, 'change_show'),
	(351, 'Can delete show', 88, 'delete_show'),
	(352, 'Can view show', 88, 'view_show'),
	(353, 'Can add use', 89, 'add_use'),
	(354, 'Can change use', 89, 'change_use'),
	(355, 'Can delete use', 89, 'delete_use'),
	(356, 'Can view use', 89, 'view_use'),
	(357, 'Can add use copy', 90, 'add_usecopy'),
	(358, 'Can change use copy', 90, 'change_usecopy'),
	(359, 'Can delete use copy', 90, 'delete_usecopy'),
	(360, 'Can view use copy', 90, 'view_usecopy'),
	(361, 'Can add transcript', 91, 'add_transcript'),
	(362, 'Can change transcript', 91, 'change_transcript'),
	(363, 'Can delete transcript', 91, 'delete_transcript'),
	(364, 'Can view transcript', 91, 'view_transcript'),
	(365, 'Can add counter', 92, 'add_counter'),
	(366, 'Can change counter', 92, 'change_counter'),
	(367, 'Can delete counter', 92, 'delete_counter'),
	(368, 'Can view counter', 92, 'view_counter'),
	(369, 'Can add case', 93, 'add_case'),
	(370, 'Can change case', 93, 'change_case'),
	(371, 'Can delete case', 93, 'delete_case'),
	(372, 'Can view case', 93, 'view_case'),
	(373, 'Can add correction', 94, 'add_correction'),
	(374, 'Can change correction', 94, 'change_correction'),
	(375, 'Can delete correction', 94, 'delete_correction'),
	(376, 'Can view correction', 94, 'view_correction'),
	(377, 'Can add draft', 95, 'add_draft'),
	(378, 'Can change draft', 95, 'change_draft'),
	(379, 'Can delete draft', 95, 'delete_draft'),
	(380, 'Can view draft', 95, 'view_draft'),
	(381, 'Can add mark', 96, 'add_mark'),
	(382, 'Can change mark', 96, 'change_mark'),
	(383, 'Can delete mark', 96, 'delete_mark'),
	(384, 'Can view mark', 96, 'view_mark'),
	(385, 'Can add material', 97, 'add_material'),
	(386, 'Can change material', 97, 'change_material'),
	(387, 'Can delete material', 97, 'delete_material'),
	(388, 'Can view material', 97, 'view_material'),
	(389, 'Can add standstill', 98, 'add_standstill'),
	(390, 'Can change standstill', 98, 'change_standstill'),
	(391, 'Can delete standstill', 98, 'delete_standstill'),
	(392, 'Can view standstill', 98, 'view_standstill'),
	(393, 'Can add task', 99, 'add_task'),
	(394, 'Can change task', 99, 'change_task'),
	(395, 'Can delete task', 99, 'delete_task'),
	(396, 'Can view task', 99, 'view_task'),
	(397, 'Can add return', 100, 'add_return'),
	(398, 'Can change return', 100, 'change_return'),
	(399, 'Can delete return', 100, 'delete_return'),
	(400, 'Can view return', 100, 'view_return'),
	(401, 'Can add vote', 101, 'add_vote'),
	(402, 'Can change vote', 101, 'change_vote'),
	(403, 'Can delete vote', 101, 'delete_vote'),
	(404, 'Can view vote', 101, 'view_vote'),
	(405, 'Can add hearing', 102, 'add_hearing'),
	(406, 'Can change hearing', 102, 'change_hearing'),
	(407, 'Can delete hearing', 102, 'delete_hearing'),
	(408, 'Can view hearing', 102, 'view_hearing'),
	(409, 'Can add objection', 103, 'add_objection'),
	(410, 'Can change objection', 103, 'change_objection'),
	(411, 'Can delete objection', 103, 'delete_objection'),
	(412, 'Can view objection', 103, 'view_objection'),
	(413, 'Can add proceeding', 104, 'add_proceeding'),
	(414, 'Can change proceeding', 104, 'change_proceeding'),
	(415, 'Can delete proceeding', 104, 'delete_proceeding'),
	(416, 'Can view proceeding', 104, 'view_proceeding'),
	(417, 'Can add given promise', 105, 'add_givenpromise'),
	(418, 'Can change given promise', 105, 'change_givenpromise'),
	(419, 'Can delete given promise', 105, 'delete_givenpromise'),
	(420, 'Can view given promise', 105, 'view_givenpromise'),
	(421, 'Can add signing', 106, 'add_signing'),
	(422, 'Can change signing', 106, 'change_signing'),
	(423, 'Can delete signing', 106, 'delete_signing'),
	(424, 'Can view signing', 106, 'view_signing'),
	(425, 'Can add move', 107, 'add_move'),
	(426, 'Can change move', 107, 'change_move'),
	(427, 'Can delete move', 107, 'delete_move'),
	(428, 'Can view move', 107, 'view_move'),
	(429, 'Can add moved', 108, 'add_moved'),
	(430, 'Can change moved', 108, 'change_moved'),
	(431, 'Can delete moved', 108, 'delete_moved'),
	(432, 'Can view moved', 108, 'view_moved'),
	(433, 'Can add joint counter', 109, 'add_jointcounter'),
	(434, 'Can change joint counter', 109, 'change_jointcounter'),
	(435, 'Can delete joint counter', 109, 'delete_jointcounter'),
	(436, 'Can view joint counter', 109, 'view_jointcounter'),
	(437, 'Can add bundle draft', 110, 'add_bundledraft'),
	(438, 'Can change bundle draft', 110, 'change_bundledraft'),
	(439, 'Can delete bundle draft', 110, 'delete_bundledraft'),
	(440, 'Can view bundle draft', 110, 'view_bundledraft'),
	(441, 'Can add joint case', 111, 'add_jointcase'),
	(442, 'Can change joint case', 111, 'change_jointcase'),
	(443, 'Can delete joint case', 111, 'delete_jointcase'),
	(444, 'Can view joint case', 111, 'view_jointcase'),
	(445, 'Can add joint material', 112, 'add_jointmaterial'),
	(446, 'Can change joint material', 112, 'change_jointmaterial'),
	(447, 'Can delete joint material', 112, 'delete_jointmaterial'),
	(448, 'Can view joint material', 112, 'view_jointmaterial'),
	(449, 'Can add joint part', 113, 'add_jointpart'),
	(450, 'Can change joint part', 113, 'change_jointpart'),
	(451, 'Can delete joint part', 113, 'delete_jointpart'),
	(452, 'Can view joint part', 113, 'view_jointpart'),
	(453, 'Can add joint pause', 114, 'add_jointpause'),
	(454, 'Can change joint pause', 114, 'change_jointpause'),
	(455, 'Can delete joint pause', 114, 'delete_jointpause'),
	(456, 'Can view joint pause', 114, 'view_jointpause'),
	(457, 'Can add joint move', 115, 'add_jointmove'),
	(458, 'Can change joint move', 115, 'change_jointmove'),
	(459, 'Can delete joint move', 115, 'delete_jointmove'),
	(460, 'Can view joint move', 115, 'view_jointmove'),
	(461, 'Can add joint moved', 116, 'add_jointmoved'),
	(462, 'Can change joint moved', 116, 'change_jointmoved'),
	(463, 'Can delete joint moved', 116, 'delete_jointmoved'),
	(464, 'Can view joint moved', 116, 'view_jointmoved'),
	(465, 'Can add rating', 117, 'add_rating'),
	(466, 'Can change rating', 117, 'change_rating'),
	(467, 'Can delete rating', 117, 'delete_rating'),
	(468, 'Can view rating', 117, 'view_rating'),
	(469, 'Can add enquiry', 118, 'add_enquiry'),
	(470, 'Can change enquiry', 118, 'change_enquiry'),
	(471, 'Can delete enquiry', 118, 'delete_enquiry'),
	(472, 'Can view enquiry', 118, 'view_enquiry'),
	(473, 'Can add said', 119, 'add_said'),
	(474, 'Can change said', 119, 'change_said'),
	(475, 'Can delete said', 119, 'delete_said'),
	(476, 'Can view said', 119, 'view_said'),
	(477, 'Can add follow up', 120, 'add_followup'),
	(478, 'Can change follow up', 120, 'change_followup'),
	(479, 'Can delete follow up', 120, 'delete_followup'),
	(480, 'Can view follow up', 120, 'view_followup'),
	(481, 'Can add dispute', 121, 'add_dispute'),
	(482, 'Can change dispute', 121, 'change_dispute'),
	(483, 'Can delete dispute', 121, 'delete_dispute'),
	(484, 'Can view dispute', 121, 'view_dispute'),
	(485, 'Can add visit', 122, 'add_visit'),
	(486, 'Can change visit', 122, 'change_visit'),
	(487, 'Can delete visit', 122, 'delete_visit'),
	(488, 'Can view visit', 122, 'view_visit'),
	(489, 'Can add window', 123, 'add_window'),
	(490, 'Can change window', 123, 'change_window'),
	(491, 'Can delete window', 123, 'delete_window'),
	(492, 'Can view window', 123, 'view_window'),
	(493, 'Can add letter', 124, 'add_letter'),
	(494, 'Can change letter', 124, 'change_letter'),
	(495, 'Can delete letter', 124, 'delete_letter'),
	(496, 'Can view letter', 124, 'view_letter'),
	(497, 'Can add public answer', 125, 'add_publicanswer'),
	(498, 'Can change public answer', 125, 'change_publicanswer'),
	(499, 'Can delete public answer', 125, 'delete_publicanswer'),
	(500, 'Can view public answer', 125, 'view_publicanswer');
INSERT INTO public.auth_permission VALUES
	(501, 'Can add word', 126, 'add_word'),
	(502, 'Can change word', 126, 'change_word'),
	(503, 'Can delete word', 126, 'delete_word'),
	(504, 'Can view word', 126, 'view_word'),
	(505, 'Can add rewording', 127, 'add_rewording'),
	(506, 'Can change rewording', 127, 'change_rewording'),
	(507, 'Can delete rewording', 127, 'delete_rewording'),
	(508, 'Can view rewording', 127, 'view_rewording'),
	(509, 'Can add first answer', 128, 'add_firstanswer'),
	(510, 'Can change first answer', 128, 'change_firstanswer'),
	(511, 'Can delete first answer', 128, 'delete_firstanswer'),
	(512, 'Can view first answer', 128, 'view_firstanswer'),
	(513, 'Can add comment', 129, 'add_comment'),
	(514, 'Can change comment', 129, 'change_comment'),
	(515, 'Can delete comment', 129, 'delete_comment'),
	(516, 'Can view comment', 129, 'view_comment'),
	(517, 'Can add shown comment', 130, 'add_showncomment'),
	(518, 'Can change shown comment', 130, 'change_showncomment'),
	(519, 'Can delete shown comment', 130, 'delete_showncomment'),
	(520, 'Can view shown comment', 130, 'view_showncomment'),
	(521, 'Can add report', 131, 'add_report'),
	(522, 'Can change report', 131, 'change_report'),
	(523, 'Can delete report', 131, 'delete_report'),
	(524, 'Can view report', 131, 'view_report'),
	(525, 'Can add verdict', 132, 'add_verdict'),
	(526, 'Can change verdict', 132, 'change_verdict'),
	(527, 'Can delete verdict', 132, 'delete_verdict'),
	(528, 'Can view verdict', 132, 'view_verdict'),
	(529, 'Can add sample', 133, 'add_sample'),
	(530, 'Can change sample', 133, 'change_sample'),
	(531, 'Can delete sample', 133, 'delete_sample'),
	(532, 'Can view sample', 133, 'view_sample'),
	(533, 'Can add week', 134, 'add_week'),
	(534, 'Can change week', 134, 'change_week'),
	(535, 'Can delete week', 134, 'delete_week'),
	(536, 'Can view week', 134, 'view_week'),
	(537, 'Can add result', 135, 'add_result'),
	(538, 'Can change result', 135, 'change_result'),
	(539, 'Can delete result', 135, 'delete_result'),
	(540, 'Can view result', 135, 'view_result'),
	(541, 'Can add publication key', 136, 'add_publicationkey'),
	(542, 'Can change publication key', 136, 'change_publicationkey'),
	(543, 'Can delete publication key', 136, 'delete_publicationkey'),
	(544, 'Can view publication key', 136, 'view_publicationkey'),
	(545, 'Can add publication', 137, 'add_publication'),
	(546, 'Can change publication', 137, 'change_publication'),
	(547, 'Can delete publication', 137, 'delete_publication'),
	(548, 'Can view publication', 137, 'view_publication'),
	(549, 'Can add raised card', 138, 'add_raisedcard'),
	(550, 'Can change raised card', 138, 'change_raisedcard'),
	(551, 'Can delete raised card', 138, 'delete_raisedcard'),
	(552, 'Can view raised card', 138, 'view_raisedcard'),
	(553, 'Can add card word', 139, 'add_cardword'),
	(554, 'Can change card word', 139, 'change_cardword'),
	(555, 'Can delete card word', 139, 'delete_cardword'),
	(556, 'Can view card word', 139, 'view_cardword'),
	(557, 'Can add day laid down', 140, 'add_daylaiddown'),
	(558, 'Can change day laid down', 140, 'change_daylaiddown'),
	(559, 'Can delete day laid down', 140, 'delete_daylaiddown'),
	(560, 'Can view day laid down', 140, 'view_daylaiddown'),
	(561, 'Can add counted', 141, 'add_counted'),
	(562, 'Can change counted', 141, 'change_counted'),
	(563, 'Can delete counted', 141, 'delete_counted'),
	(564, 'Can view counted', 141, 'view_counted'),
	(565, 'Can add month sum', 142, 'add_monthsum'),
	(566, 'Can change month sum', 142, 'change_monthsum'),
	(567, 'Can delete month sum', 142, 'delete_monthsum'),
	(568, 'Can view month sum', 142, 'view_monthsum'),
	(569, 'Can add happened', 143, 'add_happened'),
	(570, 'Can change happened', 143, 'change_happened'),
	(571, 'Can delete happened', 143, 'delete_happened'),
	(572, 'Can view happened', 143, 'view_happened'),
	(573, 'Can add inspected', 144, 'add_inspected'),
	(574, 'Can change inspected', 144, 'change_inspected'),
	(575, 'Can delete inspected', 144, 'delete_inspected'),
	(576, 'Can view inspected', 144, 'view_inspected'),
	(577, 'Can add spent', 145, 'add_spent'),
	(578, 'Can change spent', 145, 'change_spent'),
	(579, 'Can delete spent', 145, 'delete_spent'),
	(580, 'Can view spent', 145, 'view_spent'),
	(581, 'Can add tally', 146, 'add_tally'),
	(582, 'Can change tally', 146, 'change_tally'),
	(583, 'Can delete tally', 146, 'delete_tally'),
	(584, 'Can view tally', 146, 'view_tally'),
	(585, 'Can add notice', 147, 'add_notice'),
	(586, 'Can change notice', 147, 'change_notice'),
	(587, 'Can delete notice', 147, 'delete_notice'),
	(588, 'Can view notice', 147, 'view_notice'),
	(589, 'Can add wish', 148, 'add_wish'),
	(590, 'Can change wish', 148, 'change_wish'),
	(591, 'Can delete wish', 148, 'delete_wish'),
	(592, 'Can view wish', 148, 'view_wish'),
	(593, 'Can add office notice', 149, 'add_officenotice'),
	(594, 'Can change office notice', 149, 'change_officenotice'),
	(595, 'Can delete office notice', 149, 'delete_officenotice'),
	(596, 'Can view office notice', 149, 'view_officenotice'),
	(597, 'Can add mark', 150, 'add_mark'),
	(598, 'Can change mark', 150, 'change_mark'),
	(599, 'Can delete mark', 150, 'delete_mark'),
	(600, 'Can view mark', 150, 'view_mark');

INSERT INTO public.django_content_type VALUES
	(1, 'contenttypes', 'contenttype'),
	(2, 'auth', 'permission'),
	(3, 'auth', 'group'),
	(4, 'sessions', 'session'),
	(5, 'procrastinate', 'procrastinateevent'),
	(6, 'procrastinate', 'procrastinatejob'),
	(7, 'procrastinate', 'procrastinateperiodicdefer'),
	(8, 'procrastinate', 'procrastinateworker'),
	(9, 'account', 'emailaddress'),
	(10, 'account', 'emailconfirmation'),
	(11, 'mfa', 'authenticator'),
	(12, 'usersessions', 'usersession'),
	(13, 'kernel', 'head'),
	(14, 'kernel', 'entry'),
	(15, 'kernel', 'reading'),
	(16, 'kernel', 'news'),
	(17, 'people', 'party'),
	(18, 'people', 'account'),
	(19, 'people', 'token'),
	(20, 'people', 'proof'),
	(21, 'people', 'check'),
	(22, 'people', 'link'),
	(23, 'agencies', 'division'),
	(24, 'agencies', 'agency'),
	(25, 'agencies', 'post'),
	(26, 'agencies', 'appointment'),
	(27, 'agencies', 'administrator'),
	(28, 'agencies', 'department'),
	(29, 'agencies', 'grant'),
	(30, 'agencies', 'leave'),
	(31, 'agencies', 'policy'),
	(32, 'agencies', 'proposal'),
	(33, 'agencies', 'rightscheck'),
	(34, 'agencies', 'station'),
	(35, 'sites', 'sitekept'),
	(36, 'sites', 'sitehost'),
	(37, 'seals', 'seal'),
	(38, 'seals', 'sealuse'),
	(39, 'mandates', 'mandate'),
	(40, 'mandates', 'agreement'),
	(41, 'catalogue', 'service'),
	(42, 'catalogue', 'serviceversion'),
	(43, 'catalogue', 'offering'),
	(44, 'catalogue', 'publication'),
	(45, 'catalogue', 'bundle'),
	(46, 'catalogue', 'bundleversion'),
	(47, 'items', 'item'),
	(48, 'items', 'listchange'),
	(49, 'items', 'edition'),
	(50, 'items', 'claim'),
	(51, 'items', 'itemversion'),
	(52, 'items', 'review'),
	(53, 'finding', 'entry'),
	(54, 'finding', 'meaning'),
	(55, 'finding', 'posting'),
	(56, 'finding', 'addedword'),
	(57, 'finding', 'hint'),
	(58, 'finding', 'miss'),
	(59, 'publications', 'piece'),
	(60, 'publications', 'pieceversion'),
	(61, 'publications', 'hiding'),
	(62, 'subscriptions', 'change'),
	(63, 'subscriptions', 'subscription'),
	(64, 'subscriptions', 'told'),
	(65, 'entitlements', 'asked'),
	(66, 'entitlements', 'declined'),
	(67, 'entitlements', 'entitlement'),
	(68, 'papers', 'series'),
	(69, 'papers', 'paper'),
	(70, 'papers', 'reserved'),
	(71, 'licences', 'licence'),
	(72, 'licences', 'duty'),
	(73, 'credentials', 'statuslist'),
	(74, 'credentials', 'issuingkey'),
	(75, 'credentials', 'offer'),
	(76, 'credentials', 'credential'),
	(77, 'credentials', 'slip'),
	(78, 'systems', 'signingkey'),
	(79, 'systems', 'pseudonym'),
	(80, 'systems', 'signedin'),
	(81, 'systems', 'code'),
	(82, 'systems', 'system'),
	(83, 'systems', 'consent'),
	(84, 'systems', 'ticket'),
	(85, 'showing', 'tried'),
	(86, 'showing', 'answerkey'),
	(87, 'showing', 'authorisation'),
	(88, 'showing', 'show'),
	(89, 'showing', 'use'),
	(90, 'showing', 'usecopy'),
	(91, 'transcripts', 'transcript'),
	(92, 'cases', 'counter'),
	(93, 'cases', 'case'),
	(94, 'cases', 'correction'),
	(95, 'cases', 'draft'),
	(96, 'cases', 'mark'),
	(97, 'cases', 'material'),
	(98, 'cases', 'standstill'),
	(99, 'cases', 'task'),
	(100, 'cases', 'return'),
	(101, 'cases', 'vote'),
	(102, 'cases', 'hearing'),
	(103, 'cases', 'objection'),
	(104, 'cases', 'proceeding'),
	(105, 'cases', 'givenpromise'),
	(106, 'cases', 'signing'),
	(107, 'cases', 'move'),
	(108, 'cases', 'moved'),
	(109, 'bundles', 'jointcounter'),
	(110, 'bundles', 'bundledraft'),
	(111, 'bundles', 'jointcase'),
	(112, 'bundles', 'jointmaterial'),
	(113, 'bundles', 'jointpart'),
	(114, 'bundles', 'jointpause'),
	(115, 'bundles', 'jointmove'),
	(116, 'bundles', 'jointmoved'),
	(117, 'feedback', 'rating'),
	(118, 'feedback', 'enquiry'),
	(119, 'feedback', 'said'),
	(120, 'feedback', 'followup'),
	(121, 'feedback', 'dispute'),
	(122, 'feedback', 'visit'),
	(123, 'feedback', 'window'),
	(124, 'letters', 'letter'),
	(125, 'letters', 'publicanswer'),
	(126, 'letters', 'word'),
	(127, 'letters', 'rewording'),
	(128, 'letters', 'firstanswer'),
	(129, 'comments', 'comment'),
	(130, 'comments', 'showncomment'),
	(131, 'comments', 'report'),
	(132, 'comments', 'verdict'),
	(133, 'assistant', 'sample'),
	(134, 'assistant', 'week'),
	(135, 'results', 'result'),
	(136, 'supervision', 'publicationkey'),
	(137, 'supervision', 'publication'),
	(138, 'supervision', 'raisedcard'),
	(139, 'supervision', 'cardword'),
	(140, 'assessment', 'daylaiddown'),
	(141, 'assessment', 'counted'),
	(142, 'assessment', 'monthsum'),
	(143, 'figures', 'happened'),
	(144, 'inspection', 'inspected'),
	(145, 'guarding', 'spent'),
	(146, 'guarding', 'tally'),
	(147, 'notices', 'notice'),
	(148, 'notices', 'wish'),
	(149, 'notices', 'officenotice'),
	(150, 'site', 'mark');

INSERT INTO public.django_migrations VALUES
	(1, 'people', '0001_initial', '2000-01-01 00:00:00+00'),
	(2, 'people', '0002_proofs_and_sealed_numbers', '2000-01-01 00:00:00+00'),
	(3, 'people', '0003_seal_what_was_plain', '2000-01-01 00:00:00+00'),
	(4, 'people', '0004_one_party_for_one_number', '2000-01-01 00:00:00+00'),
	(5, 'account', '0001_initial', '2000-01-01 00:00:00+00'),
	(6, 'account', '0002_email_max_length', '2000-01-01 00:00:00+00'),
	(7, 'account', '0003_alter_emailaddress_create_unique_verified_email', '2000-01-01 00:00:00+00'),
	(8, 'account', '0004_alter_emailaddress_drop_unique_email', '2000-01-01 00:00:00+00'),
	(9, 'account', '0005_emailaddress_idx_upper_email', '2000-01-01 00:00:00+00'),
	(10, 'account', '0006_emailaddress_lower', '2000-01-01 00:00:00+00'),
	(11, 'account', '0007_emailaddress_idx_email', '2000-01-01 00:00:00+00'),
	(12, 'account', '0008_emailaddress_unique_primary_email_fixup', '2000-01-01 00:00:00+00'),
	(13, 'account', '0009_emailaddress_unique_primary_email', '2000-01-01 00:00:00+00'),
	(14, 'agencies', '0001_initial', '2000-01-01 00:00:00+00'),
	(15, 'agencies', '0002_authority_and_offices', '2000-01-01 00:00:00+00'),
	(180, 'site', '0002_cache', '2000-01-01 00:00:00+00'),
	(16, 'agencies', '0003_offices_apart', '2000-01-01 00:00:00+00'),
	(17, 'agencies', '0004_acts_of_routes', '2000-01-01 00:00:00+00'),
	(18, 'agencies', '0005_move_what_runs', '2000-01-01 00:00:00+00'),
	(19, 'agencies', '0006_stations', '2000-01-01 00:00:00+00'),
	(20, 'assessment', '0001_initial', '2000-01-01 00:00:00+00'),
	(21, 'assessment', '0002_counts_may_be_taken_back', '2000-01-01 00:00:00+00'),
	(22, 'assistant', '0001_figures', '2000-01-01 00:00:00+00'),
	(23, 'contenttypes', '0001_initial', '2000-01-01 00:00:00+00'),
	(24, 'contenttypes', '0002_remove_content_type_name', '2000-01-01 00:00:00+00'),
	(25, 'auth', '0001_initial', '2000-01-01 00:00:00+00'),
	(26, 'auth', '0002_alter_permission_name_max_length', '2000-01-01 00:00:00+00'),
	(27, 'auth', '0003_alter_user_email_max_length', '2000-01-01 00:00:00+00'),
	(28, 'auth', '0004_alter_user_username_opts', '2000-01-01 00:00:00+00'),
	(29, 'auth', '0005_alter_user_last_login_null', '2000-01-01 00:00:00+00'),
	(30, 'auth', '0006_require_contenttypes_0002', '2000-01-01 00:00:00+00'),
	(31, 'auth', '0007_alter_validators_add_error_messages', '2000-01-01 00:00:00+00'),
	(32, 'auth', '0008_alter_user_username_max_length', '2000-01-01 00:00:00+00'),
	(33, 'auth', '0009_alter_user_last_name_max_length', '2000-01-01 00:00:00+00'),
	(34, 'auth', '0010_alter_group_name_max_length', '2000-01-01 00:00:00+00'),
	(35, 'auth', '0011_update_proxy_permissions', '2000-01-01 00:00:00+00'),
	(36, 'auth', '0012_alter_user_first_name_max_length', '2000-01-01 00:00:00+00'),
	(37, 'catalogue', '0001_initial', '2000-01-01 00:00:00+00'),
	(38, 'catalogue', '0002_a_version_never_changes', '2000-01-01 00:00:00+00'),
	(39, 'catalogue', '0003_publication', '2000-01-01 00:00:00+00'),
	(40, 'catalogue', '0004_bundles', '2000-01-01 00:00:00+00'),
	(41, 'catalogue', '0005_a_bundle_never_changes', '2000-01-01 00:00:00+00'),
	(42, 'people', '0005_checks_and_links', '2000-01-01 00:00:00+00'),
	(43, 'people', '0006_mailbox_is_unique', '2000-01-01 00:00:00+00'),
	(44, 'bundles', '0001_initial', '2000-01-01 00:00:00+00'),
	(45, 'bundles', '0002_why_a_bundle_pauses', '2000-01-01 00:00:00+00'),
	(46, 'bundles', '0003_moves', '2000-01-01 00:00:00+00'),
	(47, 'papers', '0001_initial', '2000-01-01 00:00:00+00'),
	(48, 'papers', '0002_facts_as_text', '2000-01-01 00:00:00+00'),
	(49, 'papers', '0003_seal_the_facts', '2000-01-01 00:00:00+00'),
	(50, 'papers', '0004_under_a_mandate', '2000-01-01 00:00:00+00'),
	(51, 'licences', '0001_initial', '2000-01-01 00:00:00+00'),
	(52, 'licences', '0002_facts_as_text', '2000-01-01 00:00:00+00'),
	(53, 'licences', '0003_seal_the_facts', '2000-01-01 00:00:00+00'),
	(54, 'licences', '0004_under_a_mandate', '2000-01-01 00:00:00+00'),
	(55, 'cases', '0001_initial', '2000-01-01 00:00:00+00'),
	(56, 'cases', '0002_tasks_somebody_did', '2000-01-01 00:00:00+00'),
	(57, 'cases', '0003_answers_as_text', '2000-01-01 00:00:00+00'),
	(58, 'cases', '0004_seal_the_answers', '2000-01-01 00:00:00+00'),
	(59, 'cases', '0005_under_a_mandate', '2000-01-01 00:00:00+00'),
	(60, 'cases', '0006_done_for', '2000-01-01 00:00:00+00'),
	(61, 'cases', '0007_routes', '2000-01-01 00:00:00+00'),
	(62, 'cases', '0008_in_hand', '2000-01-01 00:00:00+00'),
	(63, 'cases', '0009_part_of', '2000-01-01 00:00:00+00'),
	(64, 'cases', '0010_proceedings', '2000-01-01 00:00:00+00'),
	(65, 'cases', '0011_promises_and_signatures', '2000-01-01 00:00:00+00'),
	(66, 'cases', '0012_moves', '2000-01-01 00:00:00+00'),
	(67, 'cases', '0013_what_is_known', '2000-01-01 00:00:00+00'),
	(68, 'cases', '0014_filings_by_day', '2000-01-01 00:00:00+00'),
	(69, 'cases', '0015_decided_by_agency', '2000-01-01 00:00:00+00'),
	(70, 'cases', '0016_what_waits_is_counted', '2000-01-01 00:00:00+00'),
	(71, 'comments', '0001_comments', '2000-01-01 00:00:00+00'),
	(72, 'papers', '0005_superseded', '2000-01-01 00:00:00+00'),
	(73, 'papers', '0006_as_ofd', '2000-01-01 00:00:00+00'),
	(74, 'licences', '0005_follow_one_another', '2000-01-01 00:00:00+00'),
	(75, 'licences', '0006_identifiers', '2000-01-01 00:00:00+00'),
	(76, 'licences', '0007_duties', '2000-01-01 00:00:00+00'),
	(77, 'credentials', '0001_initial', '2000-01-01 00:00:00+00'),
	(78, 'credentials', '0002_made_with_the_licence', '2000-01-01 00:00:00+00'),
	(79, 'entitlements', '0001_entitlements', '2000-01-01 00:00:00+00'),
	(80, 'feedback', '0001_initial', '2000-01-01 00:00:00+00'),
	(81, 'feedback', '0002_enquiries', '2000-01-01 00:00:00+00'),
	(82, 'feedback', '0003_by_code', '2000-01-01 00:00:00+00'),
	(83, 'feedback', '0004_follow_up', '2000-01-01 00:00:00+00'),
	(84, 'feedback', '0005_visits_windows_disputes', '2000-01-01 00:00:00+00'),
	(85, 'feedback', '0006_ratings_by_time', '2000-01-01 00:00:00+00'),
	(86, 'feedback', '0007_counted_of_late', '2000-01-01 00:00:00+00'),
	(87, 'figures', '0001_figures', '2000-01-01 00:00:00+00'),
	(88, 'finding', '0001_initial', '2000-01-01 00:00:00+00'),
	(89, 'identity', '0001_counts_and_spent', '2000-01-01 00:00:00+00'),
	(90, 'identity', '0002_counts_moved_out', '2000-01-01 00:00:00+00'),
	(91, 'guarding', '0001_moved_in', '2000-01-01 00:00:00+00'),
	(92, 'inspection', '0001_inspected', '2000-01-01 00:00:00+00'),
	(93, 'inspection', '0002_each_site', '2000-01-01 00:00:00+00'),
	(94, 'items', '0001_initial', '2000-01-01 00:00:00+00'),
	(95, 'items', '0002_what_is_published_never_changes', '2000-01-01 00:00:00+00'),
	(96, 'kernel', '0001_initial', '2000-01-01 00:00:00+00'),
	(97, 'kernel', '0002_append_only', '2000-01-01 00:00:00+00'),
	(98, 'kernel', '0003_for_whom', '2000-01-01 00:00:00+00'),
	(99, 'kernel', '0004_readings_stay', '2000-01-01 00:00:00+00'),
	(100, 'kernel', '0005_under_a_mandate', '2000-01-01 00:00:00+00'),
	(101, 'kernel', '0006_looks_by_time', '2000-01-01 00:00:00+00'),
	(102, 'kernel', '0007_news_standing_aside', '2000-01-01 00:00:00+00'),
	(103, 'kernel', '0008_lanes', '2000-01-01 00:00:00+00'),
	(104, 'letters', '0001_letters', '2000-01-01 00:00:00+00'),
	(105, 'letters', '0002_wrongs', '2000-01-01 00:00:00+00'),
	(106, 'letters', '0003_rewordings', '2000-01-01 00:00:00+00'),
	(107, 'letters', '0004_first_answers', '2000-01-01 00:00:00+00'),
	(108, 'letters', '0005_answers_before', '2000-01-01 00:00:00+00'),
	(109, 'letters', '0006_when_a_result_is_due', '2000-01-01 00:00:00+00'),
	(110, 'licences', '0008_find_by_name', '2000-01-01 00:00:00+00'),
	(111, 'licences', '0009_what_made_it', '2000-01-01 00:00:00+00'),
	(112, 'licences', '0010_kept_quiet', '2000-01-01 00:00:00+00'),
	(113, 'mandates', '0001_initial', '2000-01-01 00:00:00+00'),
	(114, 'mfa', '0001_initial', '2000-01-01 00:00:00+00'),
	(115, 'mfa', '0002_authenticator_timestamps', '2000-01-01 00:00:00+00'),
	(116, 'mfa', '0003_authenticator_type_uniq', '2000-01-01 00:00:00+00'),
	(117, 'notices', '0001_initial', '2000-01-01 00:00:00+00'),
	(118, 'notices', '0002_wishes', '2000-01-01 00:00:00+00'),
	(119, 'notices', '0003_told_to_both_sides', '2000-01-01 00:00:00+00'),
	(120, 'notices', '0004_told_in_a_language', '2000-01-01 00:00:00+00'),
	(121, 'notices', '0005_offices_are_told', '2000-01-01 00:00:00+00'),
	(122, 'papers', '0007_translated', '2000-01-01 00:00:00+00'),
	(123, 'procrastinate', '0001_initial', '2000-01-01 00:00:00+00'),
	(124, 'procrastinate', '0002_drop_started_at_column', '2000-01-01 00:00:00+00'),
	(125, 'procrastinate', '0003_drop_started_at_column', '2000-01-01 00:00:00+00'),
	(126, 'procrastinate', '0004_drop_procrastinate_version_table', '2000-01-01 00:00:00+00'),
	(127, 'procrastinate', '0005_fix_procrastinate_fetch_job', '2000-01-01 00:00:00+00'),
	(128, 'procrastinate', '0006_fix_trigger_status_events_insert', '2000-01-01 00:00:00+00'),
	(129, 'procrastinate', '0007_add_queueing_lock_column', '2000-01-01 00:00:00+00'),
	(130, 'procrastinate', '0008_close_fetch_job_race_condition', '2000-01-01 00:00:00+00'),
	(131, 'procrastinate', '0009_add_defer_job_function', '2000-01-01 00:00:00+00'),
	(132, 'procrastinate', '0010_add_procrastinate_periodic_defers', '2000-01-01 00:00:00+00'),
	(133, 'procrastinate', '0011_add_foreign_key_index', '2000-01-01 00:00:00+00'),
	(134, 'procrastinate', '0012_add_locks_to_periodic_defer', '2000-01-01 00:00:00+00'),
	(135, 'procrastinate', '0013_fix_procrastinate_defer_periodic_job', '2000-01-01 00:00:00+00'),
	(136, 'procrastinate', '0014_add_finish_job_and_retry_job_functions', '2000-01-01 00:00:00+00'),
	(137, 'procrastinate', '0015_add_trigger_on_job_deletion', '2000-01-01 00:00:00+00'),
	(138, 'procrastinate', '0016_delete_finished_jobs', '2000-01-01 00:00:00+00'),
	(139, 'procrastinate', '0017_add_checks_to_finish_job', '2000-01-01 00:00:00+00'),
	(140, 'procrastinate', '0018_add_checks_to_retry_job', '2000-01-01 00:00:00+00'),
	(141, 'procrastinate', '0019_fix_finish_job_compat_issue', '2000-01-01 00:00:00+00'),
	(142, 'procrastinate', '0020_add_index_on_procrastinate_jobs', '2000-01-01 00:00:00+00'),
	(143, 'procrastinate', '0021_add_kwargs_to_defer_periodic_job', '2000-01-01 00:00:00+00'),
	(144, 'procrastinate', '0022_null_locks_excluded', '2000-01-01 00:00:00+00'),
	(145, 'procrastinate', '0023_remove_old_finish_job_function', '2000-01-01 00:00:00+00'),
	(146, 'procrastinate', '0024_job_id_bigint', '2000-01-01 00:00:00+00'),
	(147, 'procrastinate', '0025_add_models', '2000-01-01 00:00:00+00'),
	(148, 'procrastinate', '0026_add_job_priority', '2000-01-01 00:00:00+00'),
	(149, 'procrastinate', '0027_add_periodic_job_priority', '2000-01-01 00:00:00+00'),
	(150, 'procrastinate', '0028_add_cancel_states', '2000-01-01 00:00:00+00'),
	(151, 'procrastinate', '0029_add_additional_params_to_retry_job', '2000-01-01 00:00:00+00'),
	(152, 'procrastinate', '0030_alter_procrastinateevent_options', '2000-01-01 00:00:00+00'),
	(153, 'procrastinate', '0031_add_indexes_for_fetch_job', '2000-01-01 00:00:00+00'),
	(154, 'procrastinate', '0032_pre_cancel_notification', '2000-01-01 00:00:00+00'),
	(155, 'procrastinate', '0033_post_cancel_notification', '2000-01-01 00:00:00+00'),
	(156, 'procrastinate', '0034_pre_add_heartbeat', '2000-01-01 00:00:00+00'),
	(157, 'procrastinate', '0035_post_add_heartbeat', '2000-01-01 00:00:00+00'),
	(158, 'procrastinate', '0036_add_worker_model', '2000-01-01 00:00:00+00'),
	(159, 'procrastinate', '0037_pre_batch_defer_jobs', '2000-01-01 00:00:00+00'),
	(160, 'procrastinate', '0038_post_batch_defer_jobs', '2000-01-01 00:00:00+00'),
	(161, 'procrastinate', '0039_pre_priority_lock_fetch_job', '2000-01-01 00:00:00+00'),
	(162, 'procrastinate', '0040_pre_retry_failed_job', '2000-01-01 00:00:00+00'),
	(163, 'procrastinate', '0041_post_retry_failed_job', '2000-01-01 00:00:00+00'),
	(164, 'publications', '0001_initial', '2000-01-01 00:00:00+00'),
	(165, 'publications', '0002_a_version_never_changes', '2000-01-01 00:00:00+00'),
	(166, 'publications', '0003_pieces_of_sites', '2000-01-01 00:00:00+00'),
	(167, 'publications', '0004_asked_until', '2000-01-01 00:00:00+00'),
	(168, 'publications', '0005_translations', '2000-01-01 00:00:00+00'),
	(169, 'results', '0001_results', '2000-01-01 00:00:00+00'),
	(170, 'results', '0002_looked_at', '2000-01-01 00:00:00+00'),
	(171, 'seals', '0001_initial', '2000-01-01 00:00:00+00'),
	(172, 'seals', '0002_uses_are_never_altered', '2000-01-01 00:00:00+00'),
	(173, 'sessions', '0001_initial', '2000-01-01 00:00:00+00'),
	(174, 'transcripts', '0001_initial', '2000-01-01 00:00:00+00'),
	(175, 'transcripts', '0002_types_and_scans', '2000-01-01 00:00:00+00'),
	(176, 'showing', '0001_initial', '2000-01-01 00:00:00+00'),
	(177, 'showing', '0002_use_at_desk', '2000-01-01 00:00:00+00'),
	(178, 'showing', '0003_shows_of_transcripts', '2000-01-01 00:00:00+00'),
	(179, 'site', '0001_initial', '2000-01-01 00:00:00+00'),
	(181, 'sites', '0001_initial', '2000-01-01 00:00:00+00'),
	(182, 'subscriptions', '0001_subscriptions', '2000-01-01 00:00:00+00'),
	(183, 'supervision', '0001_cards', '2000-01-01 00:00:00+00'),
	(184, 'supervision', '0002_cards_that_stand', '2000-01-01 00:00:00+00'),
	(185, 'supervision', '0003_warnings_oldest_first', '2000-01-01 00:00:00+00'),
	(186, 'systems', '0001_initial', '2000-01-01 00:00:00+00'),
	(187, 'transcripts', '0003_types_named_later', '2000-01-01 00:00:00+00'),
	(188, 'usersessions', '0001_initial', '2000-01-01 00:00:00+00');

SELECT pg_catalog.setval('public.account_emailaddress_id_seq', 1, false);

SELECT pg_catalog.setval('public.account_emailconfirmation_id_seq', 1, false);

SELECT pg_catalog.setval('public.agencies_appointment_id_seq', 1, false);

SELECT pg_catalog.setval('public.agencies_department_id_seq', 1, false);

SELECT pg_catalog.setval('public.agencies_grant_id_seq', 1, false);

SELECT pg_catalog.setval('public.agencies_policy_id_seq', 1, false);

SELECT pg_catalog.setval('public.agencies_post_id_seq', 1, false);

SELECT pg_catalog.setval('public.agencies_rightscheck_id_seq', 1, false);

SELECT pg_catalog.setval('public.assessment_counted_id_seq', 1, false);

SELECT pg_catalog.setval('public.assessment_monthsum_id_seq', 1, false);

SELECT pg_catalog.setval('public.auth_group_id_seq', 1, false);

SELECT pg_catalog.setval('public.auth_group_permissions_id_seq', 1, false);

SELECT pg_catalog.setval('public.auth_permission_id_seq', 600, true);

SELECT pg_catalog.setval('public.bundles_jointmoved_id_seq', 1, false);

SELECT pg_catalog.setval('public.bundles_jointpart_id_seq', 1, false);

SELECT pg_catalog.setval('public.bundles_jointpause_id_seq', 1, false);

SELECT pg_catalog.setval('public.cases_correction_id_seq', 1, false);

SELECT pg_catalog.setval('public.cases_mark_id_seq', 1, false);

SELECT pg_catalog.setval('public.cases_moved_id_seq', 1, false);

SELECT pg_catalog.setval('public.cases_return_id_seq', 1, false);

SELECT pg_catalog.setval('public.cases_standstill_id_seq', 1, false);

SELECT pg_catalog.setval('public.cases_task_id_seq', 1, false);

SELECT pg_catalog.setval('public.cases_vote_id_seq', 1, false);

SELECT pg_catalog.setval('public.catalogue_offering_id_seq', 1, false);

SELECT pg_catalog.setval('public.catalogue_publication_id_seq', 1, false);

SELECT pg_catalog.setval('public.comments_report_id_seq', 1, false);

SELECT pg_catalog.setval('public.comments_showncomment_id_seq', 1, false);

SELECT pg_catalog.setval('public.credentials_statuslist_id_seq', 1, false);

SELECT pg_catalog.setval('public.django_content_type_id_seq', 150, true);

SELECT pg_catalog.setval('public.django_migrations_id_seq', 188, true);

SELECT pg_catalog.setval('public.entitlements_declined_id_seq', 1, false);

SELECT pg_catalog.setval('public.feedback_said_id_seq', 1, false);

SELECT pg_catalog.setval('public.figures_happened_id_seq', 1, false);

SELECT pg_catalog.setval('public.finding_hint_id_seq', 1, false);

SELECT pg_catalog.setval('public.inspection_inspected_id_seq', 1, false);

SELECT pg_catalog.setval('public.items_edition_id_seq', 1, false);

SELECT pg_catalog.setval('public.items_itemversion_id_seq', 1, false);

SELECT pg_catalog.setval('public.items_review_id_seq', 1, false);

SELECT pg_catalog.setval('public.letters_firstanswer_id_seq', 1, false);

SELECT pg_catalog.setval('public.letters_publicanswer_id_seq', 1, false);

SELECT pg_catalog.setval('public.letters_rewording_id_seq', 1, false);

SELECT pg_catalog.setval('public.letters_word_id_seq', 1, false);

SELECT pg_catalog.setval('public.licence_duty_id_seq', 1, false);

SELECT pg_catalog.setval('public.mandates_agreement_id_seq', 1, false);

SELECT pg_catalog.setval('public.mfa_authenticator_id_seq', 1, false);

SELECT pg_catalog.setval('public.notices_wish_id_seq', 1, false);

SELECT pg_catalog.setval('public.procrastinate_events_id_seq', 1, false);

SELECT pg_catalog.setval('public.procrastinate_jobs_id_seq', 1, false);

SELECT pg_catalog.setval('public.procrastinate_periodic_defers_id_seq', 1, false);

SELECT pg_catalog.setval('public.procrastinate_workers_id_seq', 1, false);

SELECT pg_catalog.setval('public.publications_hiding_id_seq', 1, false);

SELECT pg_catalog.setval('public.reading_id_seq', 1, false);

SELECT pg_catalog.setval('public.record_id_seq', 1, false);

SELECT pg_catalog.setval('public.record_news_id_seq', 1, false);

SELECT pg_catalog.setval('public.results_result_id_seq', 1, false);

SELECT pg_catalog.setval('public.seal_use_id_seq', 1, false);

SELECT pg_catalog.setval('public.showing_use_id_seq', 1, false);

SELECT pg_catalog.setval('public.supervision_cardword_id_seq', 1, false);

SELECT pg_catalog.setval('public.usersessions_usersession_id_seq', 1, false);

ALTER TABLE ONLY public.items_claim
    ADD CONSTRAINT a_body_claims_an_item_once UNIQUE (item_id, agency_id);

ALTER TABLE ONLY public.bundles_jointmoved
    ADD CONSTRAINT a_bundle_moves_once_in_a_move UNIQUE (move_id, joint_id);

ALTER TABLE ONLY public.cases_moved
    ADD CONSTRAINT a_case_moves_once_in_a_move UNIQUE (move_id, case_id);

ALTER TABLE ONLY public.finding_hint
    ADD CONSTRAINT a_hint_leads_to_a_word_once UNIQUE (key, text);

ALTER TABLE ONLY public.subscriptions_told
    ADD CONSTRAINT a_party_is_told_of_a_change_once UNIQUE (change_id, party);

ALTER TABLE ONLY public.credentials_credential
    ADD CONSTRAINT a_place_in_a_list_is_one_credentials UNIQUE (status_list_id, place);

ALTER TABLE ONLY public.entitlements_declined
    ADD CONSTRAINT a_rule_is_declined_once UNIQUE (party, rule);

ALTER TABLE ONLY public.entitlements_entitlement
    ADD CONSTRAINT a_rule_is_told_a_person_once UNIQUE (party, rule);

ALTER TABLE ONLY public.paper_number
    ADD CONSTRAINT a_serial_is_given_once_in_its_series UNIQUE (series_id, seq);

ALTER TABLE ONLY public.inspection_inspected
    ADD CONSTRAINT a_site_has_one_report_a_day UNIQUE (site, day);

ALTER TABLE ONLY public.publications_hiding
    ADD CONSTRAINT a_site_hides_a_piece_once UNIQUE (piece_id, site);

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agencies_administrator
    ADD CONSTRAINT agencies_administrator_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agencies_agency
    ADD CONSTRAINT agencies_agency_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.agencies_appointment
    ADD CONSTRAINT agencies_appointment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agencies_department
    ADD CONSTRAINT agencies_department_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agencies_division
    ADD CONSTRAINT agencies_division_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.agencies_grant
    ADD CONSTRAINT agencies_grant_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agencies_leave
    ADD CONSTRAINT agencies_leave_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agencies_policy
    ADD CONSTRAINT agencies_policy_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agencies_post
    ADD CONSTRAINT agencies_post_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agencies_proposal
    ADD CONSTRAINT agencies_proposal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agencies_rightscheck
    ADD CONSTRAINT agencies_rightscheck_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.agencies_station
    ADD CONSTRAINT agencies_station_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.catalogue_offering
    ADD CONSTRAINT an_agency_offers_a_service_once UNIQUE (service_id, agency_id);

ALTER TABLE ONLY public.assessment_counted
    ADD CONSTRAINT assessment_counted_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.assessment_daylaiddown
    ADD CONSTRAINT assessment_daylaiddown_pkey PRIMARY KEY (day);

ALTER TABLE ONLY public.assessment_monthsum
    ADD CONSTRAINT assessment_monthsum_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.assistant_sample
    ADD CONSTRAINT assistant_sample_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.assistant_week
    ADD CONSTRAINT assistant_week_pkey PRIMARY KEY (monday);

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.bundles_bundledraft
    ADD CONSTRAINT bundles_bundledraft_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.bundles_jointcase
    ADD CONSTRAINT bundles_jointcase_number_key UNIQUE (number);

ALTER TABLE ONLY public.bundles_jointcase
    ADD CONSTRAINT bundles_jointcase_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.bundles_jointcounter
    ADD CONSTRAINT bundles_jointcounter_pkey PRIMARY KEY (prefix);

ALTER TABLE ONLY public.bundles_jointmaterial
    ADD CONSTRAINT bundles_jointmaterial_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.bundles_jointmove
    ADD CONSTRAINT bundles_jointmove_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.bundles_jointmoved
    ADD CONSTRAINT bundles_jointmoved_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.bundles_jointpart
    ADD CONSTRAINT bundles_jointpart_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.bundles_jointpause
    ADD CONSTRAINT bundles_jointpause_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cache
    ADD CONSTRAINT cache_pkey PRIMARY KEY (cache_key);

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_number_key UNIQUE (number);

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_query_code_key UNIQUE (query_code);

ALTER TABLE ONLY public.cases_correction
    ADD CONSTRAINT cases_correction_case_id_key UNIQUE (case_id);

ALTER TABLE ONLY public.cases_correction
    ADD CONSTRAINT cases_correction_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_counter
    ADD CONSTRAINT cases_counter_pkey PRIMARY KEY (prefix);

ALTER TABLE ONLY public.cases_draft
    ADD CONSTRAINT cases_draft_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_givenpromise
    ADD CONSTRAINT cases_givenpromise_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_hearing
    ADD CONSTRAINT cases_hearing_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_hearing
    ADD CONSTRAINT cases_hearing_task_id_key UNIQUE (task_id);

ALTER TABLE ONLY public.cases_mark
    ADD CONSTRAINT cases_mark_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_material
    ADD CONSTRAINT cases_material_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_move
    ADD CONSTRAINT cases_move_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_moved
    ADD CONSTRAINT cases_moved_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_objection
    ADD CONSTRAINT cases_objection_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_proceeding
    ADD CONSTRAINT cases_proceeding_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_proceeding
    ADD CONSTRAINT cases_proceeding_task_id_key UNIQUE (task_id);

ALTER TABLE ONLY public.cases_return
    ADD CONSTRAINT cases_return_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_signing
    ADD CONSTRAINT cases_signing_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_signing
    ADD CONSTRAINT cases_signing_token_key UNIQUE (token);

ALTER TABLE ONLY public.cases_standstill
    ADD CONSTRAINT cases_standstill_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_task
    ADD CONSTRAINT cases_task_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.cases_vote
    ADD CONSTRAINT cases_vote_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.catalogue_bundle
    ADD CONSTRAINT catalogue_bundle_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.catalogue_bundleversion
    ADD CONSTRAINT catalogue_bundleversion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.catalogue_offering
    ADD CONSTRAINT catalogue_offering_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.catalogue_publication
    ADD CONSTRAINT catalogue_publication_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.catalogue_service
    ADD CONSTRAINT catalogue_service_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.catalogue_serviceversion
    ADD CONSTRAINT catalogue_serviceversion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.comments_comment
    ADD CONSTRAINT comments_comment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.comments_report
    ADD CONSTRAINT comments_report_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.comments_showncomment
    ADD CONSTRAINT comments_showncomment_comment_id_key UNIQUE (comment_id);

ALTER TABLE ONLY public.comments_showncomment
    ADD CONSTRAINT comments_showncomment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.comments_verdict
    ADD CONSTRAINT comments_verdict_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.credentials_credential
    ADD CONSTRAINT credentials_credential_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.credentials_issuingkey
    ADD CONSTRAINT credentials_issuingkey_pkey PRIMARY KEY (kid);

ALTER TABLE ONLY public.credentials_offer
    ADD CONSTRAINT credentials_offer_pkey PRIMARY KEY (digest);

ALTER TABLE ONLY public.credentials_offer
    ADD CONSTRAINT credentials_offer_ticket_key UNIQUE (ticket);

ALTER TABLE ONLY public.credentials_slip
    ADD CONSTRAINT credentials_slip_pkey PRIMARY KEY (licence_id);

ALTER TABLE ONLY public.credentials_statuslist
    ADD CONSTRAINT credentials_statuslist_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);

ALTER TABLE ONLY public.bundles_jointpart
    ADD CONSTRAINT each_part_once_in_a_bundle UNIQUE (joint_id, part);

ALTER TABLE ONLY public.record_news
    ADD CONSTRAINT each_reaction_hears_an_event_once UNIQUE (entry_id, reaction);

ALTER TABLE ONLY public.mandates_agreement
    ADD CONSTRAINT each_side_agrees_once UNIQUE (mandate_id, side);

ALTER TABLE ONLY public.entitlements_asked
    ADD CONSTRAINT entitlements_asked_pkey PRIMARY KEY (party);

ALTER TABLE ONLY public.entitlements_declined
    ADD CONSTRAINT entitlements_declined_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.entitlements_entitlement
    ADD CONSTRAINT entitlements_entitlement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.feedback_dispute
    ADD CONSTRAINT feedback_dispute_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.feedback_enquiry
    ADD CONSTRAINT feedback_enquiry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.feedback_followup
    ADD CONSTRAINT feedback_followup_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.feedback_followup
    ADD CONSTRAINT feedback_followup_rating_id_key UNIQUE (rating_id);

ALTER TABLE ONLY public.feedback_rating
    ADD CONSTRAINT feedback_rating_case_key UNIQUE ("case");

ALTER TABLE ONLY public.feedback_rating
    ADD CONSTRAINT feedback_rating_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.feedback_said
    ADD CONSTRAINT feedback_said_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.feedback_visit
    ADD CONSTRAINT feedback_visit_number_key UNIQUE (number);

ALTER TABLE ONLY public.feedback_visit
    ADD CONSTRAINT feedback_visit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.feedback_window
    ADD CONSTRAINT feedback_window_code_key UNIQUE (code);

ALTER TABLE ONLY public.feedback_window
    ADD CONSTRAINT feedback_window_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.figures_happened
    ADD CONSTRAINT figures_happened_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.finding_addedword
    ADD CONSTRAINT finding_addedword_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.finding_entry
    ADD CONSTRAINT finding_entry_number_key UNIQUE (number);

ALTER TABLE ONLY public.finding_entry
    ADD CONSTRAINT finding_entry_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.finding_hint
    ADD CONSTRAINT finding_hint_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.finding_meaning
    ADD CONSTRAINT finding_meaning_pkey PRIMARY KEY (word);

ALTER TABLE ONLY public.finding_miss
    ADD CONSTRAINT finding_miss_pkey PRIMARY KEY (digest);

ALTER TABLE ONLY public.finding_posting
    ADD CONSTRAINT finding_posting_pkey PRIMARY KEY (term);

ALTER TABLE ONLY public.sites_sitehost
    ADD CONSTRAINT hosts_of_a_site_in_order UNIQUE (site_id, number);

ALTER TABLE ONLY public.identity_spent
    ADD CONSTRAINT identity_spent_pkey PRIMARY KEY (digest);

ALTER TABLE ONLY public.identity_tally
    ADD CONSTRAINT identity_tally_pkey PRIMARY KEY (key);

ALTER TABLE ONLY public.inspection_inspected
    ADD CONSTRAINT inspection_inspected_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.items_claim
    ADD CONSTRAINT items_claim_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.items_edition
    ADD CONSTRAINT items_edition_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.items_item
    ADD CONSTRAINT items_item_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.items_itemversion
    ADD CONSTRAINT items_itemversion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.items_listchange
    ADD CONSTRAINT items_listchange_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.items_review
    ADD CONSTRAINT items_review_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.letters_firstanswer
    ADD CONSTRAINT letters_firstanswer_letter_id_key UNIQUE (letter_id);

ALTER TABLE ONLY public.letters_firstanswer
    ADD CONSTRAINT letters_firstanswer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.letters_letter
    ADD CONSTRAINT letters_letter_code_key UNIQUE (code);

ALTER TABLE ONLY public.letters_letter
    ADD CONSTRAINT letters_letter_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.letters_publicanswer
    ADD CONSTRAINT letters_publicanswer_letter_id_key UNIQUE (letter_id);

ALTER TABLE ONLY public.letters_publicanswer
    ADD CONSTRAINT letters_publicanswer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.letters_rewording
    ADD CONSTRAINT letters_rewording_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.letters_rewording
    ADD CONSTRAINT letters_rewording_published_id_key UNIQUE (published_id);

ALTER TABLE ONLY public.letters_word
    ADD CONSTRAINT letters_word_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.licence_duty
    ADD CONSTRAINT licence_duty_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.licence
    ADD CONSTRAINT licence_former_id_key UNIQUE (former_id);

ALTER TABLE ONLY public.licence
    ADD CONSTRAINT licence_ground_key UNIQUE (ground);

ALTER TABLE ONLY public.licence
    ADD CONSTRAINT licence_pkey PRIMARY KEY (number);

ALTER TABLE ONLY public.mandates_agreement
    ADD CONSTRAINT mandates_agreement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.mandates_mandate
    ADD CONSTRAINT mandates_mandate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.mandates_mandate
    ADD CONSTRAINT mandates_mandate_stop_index_key UNIQUE (stop_index);

ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.notices_notice
    ADD CONSTRAINT notices_notice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.notices_officenotice
    ADD CONSTRAINT notices_officenotice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.notices_wish
    ADD CONSTRAINT notices_wish_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.people_link
    ADD CONSTRAINT one_account_for_one_subject UNIQUE (provider, subject_index);

ALTER TABLE ONLY public.bundles_jointcase
    ADD CONSTRAINT one_bundle_for_one_request UNIQUE (applicant_id, request_key);

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT one_case_for_one_request UNIQUE (applicant_id, request_key);

ALTER TABLE ONLY public.subscriptions_change
    ADD CONSTRAINT one_change_of_one_event UNIQUE (subject, place);

ALTER TABLE ONLY public.agencies_department
    ADD CONSTRAINT one_department_of_a_code_in_a_body UNIQUE (agency_id, code);

ALTER TABLE ONLY public.bundles_bundledraft
    ADD CONSTRAINT one_draft_for_each_party_and_bundle UNIQUE (party_id, bundle);

ALTER TABLE ONLY public.cases_draft
    ADD CONSTRAINT one_draft_for_each_party_and_service UNIQUE (party_id, service);

ALTER TABLE ONLY public.feedback_enquiry
    ADD CONSTRAINT one_enquiry_about_one_thing UNIQUE (asked_by, kind, about);

ALTER TABLE ONLY public.record
    ADD CONSTRAINT one_event_at_each_place_in_a_chain UNIQUE (subject, seq);

ALTER TABLE ONLY public.cases_mark
    ADD CONSTRAINT one_mark_at_each_point UNIQUE (case_id, point);

ALTER TABLE ONLY public.notices_notice
    ADD CONSTRAINT one_notice_for_one_event UNIQUE (subject, place, party);

ALTER TABLE ONLY public.notices_officenotice
    ADD CONSTRAINT one_notice_to_an_office_for_one_event UNIQUE (subject, place, office, side);

ALTER TABLE ONLY public.agencies_post
    ADD CONSTRAINT one_post_of_a_name_in_a_body UNIQUE (agency_id, slug);

ALTER TABLE ONLY public.items_edition
    ADD CONSTRAINT one_powers_list_of_each_number UNIQUE (agency_id, number);

ALTER TABLE ONLY public.cases_givenpromise
    ADD CONSTRAINT one_promise_of_a_kind_for_a_case UNIQUE (case_id, promise);

ALTER TABLE ONLY public.cases_givenpromise
    ADD CONSTRAINT one_promise_of_a_kind_for_a_draft UNIQUE (draft_id, promise);

ALTER TABLE ONLY public.systems_pseudonym
    ADD CONSTRAINT one_pseudonym_for_one_person_at_an_agency UNIQUE (agency, whom);

ALTER TABLE ONLY public.people_link
    ADD CONSTRAINT one_subject_of_a_provider_for_one_account UNIQUE (account_id, provider);

ALTER TABLE ONLY public.subscriptions_subscription
    ADD CONSTRAINT one_subscription_of_a_party_to_a_thing UNIQUE (party, key);

ALTER TABLE ONLY public.assessment_monthsum
    ADD CONSTRAINT one_sum_of_a_month UNIQUE (month, agency, measure);

ALTER TABLE ONLY public.cases_task
    ADD CONSTRAINT one_task_for_each_step UNIQUE (case_id, step);

ALTER TABLE ONLY public.assessment_counted
    ADD CONSTRAINT one_thing_is_counted_once UNIQUE (chain, seq, measure, agency);

ALTER TABLE ONLY public.catalogue_bundleversion
    ADD CONSTRAINT one_version_of_a_bundle_of_each_number UNIQUE (bundle_id, number);

ALTER TABLE ONLY public.publications_pieceversion
    ADD CONSTRAINT one_version_of_a_number_in_a_piece UNIQUE (piece_id, number);

ALTER TABLE ONLY public.items_itemversion
    ADD CONSTRAINT one_version_of_an_item_of_each_number UNIQUE (item_id, number);

ALTER TABLE ONLY public.catalogue_serviceversion
    ADD CONSTRAINT one_version_of_each_number UNIQUE (service_id, number);

ALTER TABLE ONLY public.cases_vote
    ADD CONSTRAINT one_vote_of_each_person_on_a_task UNIQUE (task_id, round, by);

ALTER TABLE ONLY public.notices_wish
    ADD CONSTRAINT one_wish_for_one_kind UNIQUE (party, event);

ALTER TABLE ONLY public.items_review
    ADD CONSTRAINT one_word_of_each_side UNIQUE (change_id, side);

ALTER TABLE ONLY public.paper
    ADD CONSTRAINT paper_check_code_key UNIQUE (check_code);

ALTER TABLE ONLY public.paper
    ADD CONSTRAINT paper_digest_key UNIQUE (digest);

ALTER TABLE ONLY public.paper
    ADD CONSTRAINT paper_key_key UNIQUE (key);

ALTER TABLE ONLY public.paper_number
    ADD CONSTRAINT paper_number_check_code_key UNIQUE (check_code);

ALTER TABLE ONLY public.paper
    ADD CONSTRAINT paper_number_key UNIQUE (number);

ALTER TABLE ONLY public.paper_number
    ADD CONSTRAINT paper_number_number_key UNIQUE (number);

ALTER TABLE ONLY public.paper_number
    ADD CONSTRAINT paper_number_pkey PRIMARY KEY (key);

ALTER TABLE ONLY public.paper
    ADD CONSTRAINT paper_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.paper_series
    ADD CONSTRAINT paper_series_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.people_account
    ADD CONSTRAINT people_account_login_key UNIQUE (login);

ALTER TABLE ONLY public.people_account
    ADD CONSTRAINT people_account_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.people_check
    ADD CONSTRAINT people_check_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.people_link
    ADD CONSTRAINT people_link_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.people_party
    ADD CONSTRAINT people_party_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.people_proof
    ADD CONSTRAINT people_proof_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.people_token
    ADD CONSTRAINT people_token_digest_key UNIQUE (digest);

ALTER TABLE ONLY public.people_token
    ADD CONSTRAINT people_token_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_unique UNIQUE (task_name, periodic_id, defer_timestamp);

ALTER TABLE ONLY public.procrastinate_workers
    ADD CONSTRAINT procrastinate_workers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.publications_hiding
    ADD CONSTRAINT publications_hiding_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.publications_piece
    ADD CONSTRAINT publications_piece_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.publications_pieceversion
    ADD CONSTRAINT publications_pieceversion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.reading
    ADD CONSTRAINT reading_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.record_head
    ADD CONSTRAINT record_head_pkey PRIMARY KEY (subject);

ALTER TABLE ONLY public.record_news
    ADD CONSTRAINT record_news_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.record
    ADD CONSTRAINT record_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.results_result
    ADD CONSTRAINT results_result_case_key UNIQUE ("case");

ALTER TABLE ONLY public.results_result
    ADD CONSTRAINT results_result_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.seal
    ADD CONSTRAINT seal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.seal_use
    ADD CONSTRAINT seal_use_paper_key UNIQUE (paper);

ALTER TABLE ONLY public.seal_use
    ADD CONSTRAINT seal_use_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.showing_authorisation
    ADD CONSTRAINT showing_authorisation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.showing_copy
    ADD CONSTRAINT showing_copy_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.showing_key
    ADD CONSTRAINT showing_key_pkey PRIMARY KEY (kid);

ALTER TABLE ONLY public.showing_show
    ADD CONSTRAINT showing_show_link_key UNIQUE (link);

ALTER TABLE ONLY public.showing_show
    ADD CONSTRAINT showing_show_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.showing_tried
    ADD CONSTRAINT showing_tried_pkey PRIMARY KEY (key);

ALTER TABLE ONLY public.showing_use
    ADD CONSTRAINT showing_use_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.site_mark
    ADD CONSTRAINT site_mark_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.sites_sitehost
    ADD CONSTRAINT sites_sitehost_pkey PRIMARY KEY (host);

ALTER TABLE ONLY public.sites_sitekept
    ADD CONSTRAINT sites_sitekept_division_key UNIQUE (division);

ALTER TABLE ONLY public.sites_sitekept
    ADD CONSTRAINT sites_sitekept_pkey PRIMARY KEY (slug);

ALTER TABLE ONLY public.subscriptions_change
    ADD CONSTRAINT subscriptions_change_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.subscriptions_subscription
    ADD CONSTRAINT subscriptions_subscription_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.subscriptions_told
    ADD CONSTRAINT subscriptions_told_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.supervision_cardword
    ADD CONSTRAINT supervision_cardword_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.supervision_publication
    ADD CONSTRAINT supervision_publication_pkey PRIMARY KEY (day);

ALTER TABLE ONLY public.supervision_publicationkey
    ADD CONSTRAINT supervision_publicationkey_pkey PRIMARY KEY (kid);

ALTER TABLE ONLY public.supervision_raisedcard
    ADD CONSTRAINT supervision_raisedcard_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.systems_code
    ADD CONSTRAINT systems_code_pkey PRIMARY KEY (digest);

ALTER TABLE ONLY public.systems_consent
    ADD CONSTRAINT systems_consent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.systems_pseudonym
    ADD CONSTRAINT systems_pseudonym_pkey PRIMARY KEY (sub);

ALTER TABLE ONLY public.systems_signedin
    ADD CONSTRAINT systems_signedin_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.systems_signingkey
    ADD CONSTRAINT systems_signingkey_pkey PRIMARY KEY (kid);

ALTER TABLE ONLY public.systems_system
    ADD CONSTRAINT systems_system_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.systems_ticket
    ADD CONSTRAINT systems_ticket_pkey PRIMARY KEY (digest);

ALTER TABLE ONLY public.transcript
    ADD CONSTRAINT transcript_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_session_key_key UNIQUE (session_key);

ALTER TABLE ONLY public.figures_happened
    ADD CONSTRAINT what_happened_counts_once UNIQUE (chain, seq);

CREATE UNIQUE INDEX a_bundle_pauses_once_for_a_reason_at_a_time ON public.bundles_jointpause USING btree (joint_id, reason) WHERE (ended_on IS NULL);

CREATE UNIQUE INDEX a_ground_takes_the_place_of_one_licence ON public.licence USING btree (passes_to) WHERE (NOT ((passes_to)::text = ''::text));

CREATE UNIQUE INDEX a_licence_has_one_open_duty_of_a_kind ON public.licence_duty USING btree (licence_id, kind) WHERE (ended_at IS NULL);

CREATE UNIQUE INDEX a_paper_licence_is_entered_once ON public.transcript USING btree (agency, number) WHERE (NOT ((state)::text = 'declined'::text));

CREATE UNIQUE INDEX a_procedure_stops_the_clock_once_at_a_time ON public.cases_standstill USING btree (case_id, procedure) WHERE (ended_on IS NULL);

CREATE UNIQUE INDEX a_right_stands_once ON public.agencies_grant USING btree (post_id, act, service, division) WHERE (ended_at IS NULL);

CREATE UNIQUE INDEX a_word_is_added_to_an_entry_once ON public.finding_addedword USING btree (text, entry) WHERE (removed_at IS NULL);

CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);

CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);

CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);

CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);

CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);

CREATE INDEX agencies_administrator_account_id_07f618e7 ON public.agencies_administrator USING btree (account_id);

CREATE INDEX agencies_agency_code_6a7194fc_like ON public.agencies_agency USING btree (code varchar_pattern_ops);

CREATE INDEX agencies_agency_division_id_93795dc8 ON public.agencies_agency USING btree (division_id);

CREATE INDEX agencies_agency_division_id_93795dc8_like ON public.agencies_agency USING btree (division_id varchar_pattern_ops);

CREATE INDEX agencies_appointment_account_id_fc5b1252 ON public.agencies_appointment USING btree (account_id);

CREATE INDEX agencies_appointment_from_account_id_7514f7b7 ON public.agencies_appointment USING btree (from_account_id);

CREATE INDEX agencies_appointment_post_id_a77c8eb5 ON public.agencies_appointment USING btree (post_id);

CREATE INDEX agencies_department_agency_id_8f79d4f5 ON public.agencies_department USING btree (agency_id);

CREATE INDEX agencies_department_agency_id_8f79d4f5_like ON public.agencies_department USING btree (agency_id varchar_pattern_ops);

CREATE INDEX agencies_department_parent_id_355ecfd3 ON public.agencies_department USING btree (parent_id);

CREATE INDEX agencies_division_code_75ff6cb5_like ON public.agencies_division USING btree (code varchar_pattern_ops);

CREATE INDEX agencies_division_parent_id_6bd02d3f ON public.agencies_division USING btree (parent_id);

CREATE INDEX agencies_division_parent_id_6bd02d3f_like ON public.agencies_division USING btree (parent_id varchar_pattern_ops);

CREATE INDEX agencies_grant_post_id_b9a3dfe0 ON public.agencies_grant USING btree (post_id);

CREATE INDEX agencies_leave_account_id_5ae6a68f ON public.agencies_leave USING btree (account_id);

CREATE INDEX agencies_leave_substitute_id_0dbe88c3 ON public.agencies_leave USING btree (substitute_id);

CREATE INDEX agencies_post_agency_id_a19c7890 ON public.agencies_post USING btree (agency_id);

CREATE INDEX agencies_post_agency_id_a19c7890_like ON public.agencies_post USING btree (agency_id varchar_pattern_ops);

CREATE INDEX agencies_post_department_id_073428de ON public.agencies_post USING btree (department_id);

CREATE INDEX agencies_rightscheck_appointment_id_d1c1b65e ON public.agencies_rightscheck USING btree (appointment_id);

CREATE INDEX agencies_rightscheck_grant_id_4ead62b5 ON public.agencies_rightscheck USING btree (grant_id);

CREATE INDEX agencies_station_code_54bd9da8_like ON public.agencies_station USING btree (code varchar_pattern_ops);

CREATE INDEX agencies_station_division_id_62dc1f9b ON public.agencies_station USING btree (division_id);

CREATE INDEX agencies_station_division_id_62dc1f9b_like ON public.agencies_station USING btree (division_id varchar_pattern_ops);

CREATE UNIQUE INDEX an_identifier_is_of_one_licence ON public.licence USING btree (identifier) WHERE (NOT ((identifier)::text = ''::text));

CREATE UNIQUE INDEX an_ofd_is_of_one_paper ON public.paper USING btree (ofd_digest) WHERE (NOT ((ofd_digest)::text = ''::text));

CREATE INDEX answers_newest_first ON public.letters_publicanswer USING btree (released_at DESC);

CREATE INDEX assistant_sample_asked_on_981475a7 ON public.assistant_sample USING btree (asked_on);

CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);

CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);

CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);

CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);

CREATE INDEX authorisations_of_a_holder ON public.showing_authorisation USING btree (holder, made_at DESC);

CREATE INDEX authorisations_open ON public.showing_authorisation USING btree ("to") WHERE (ended_at IS NULL);

CREATE INDEX bundles_bundledraft_party_id_b96d6846 ON public.bundles_bundledraft USING btree (party_id);

CREATE INDEX bundles_jointcase_applicant_id_dd20de50 ON public.bundles_jointcase USING btree (applicant_id);

CREATE INDEX bundles_jointcase_number_513fff37_like ON public.bundles_jointcase USING btree (number varchar_pattern_ops);

CREATE INDEX bundles_jointcase_version_id_3de7d02f ON public.bundles_jointcase USING btree (version_id);

CREATE INDEX bundles_jointcounter_prefix_2c689227_like ON public.bundles_jointcounter USING btree (prefix varchar_pattern_ops);

CREATE INDEX bundles_jointmaterial_draft_id_418f574b ON public.bundles_jointmaterial USING btree (draft_id);

CREATE INDEX bundles_jointmaterial_joint_id_b3a5726b ON public.bundles_jointmaterial USING btree (joint_id);

CREATE INDEX bundles_jointmove_new_id_d1338922 ON public.bundles_jointmove USING btree (new_id);

CREATE INDEX bundles_jointmoved_joint_id_8d978702 ON public.bundles_jointmoved USING btree (joint_id);

CREATE INDEX bundles_jointmoved_move_id_094323f8 ON public.bundles_jointmoved USING btree (move_id);

CREATE INDEX bundles_jointpart_joint_id_16197838 ON public.bundles_jointpart USING btree (joint_id);

CREATE INDEX bundles_jointpart_version_id_36556a48 ON public.bundles_jointpart USING btree (version_id);

CREATE INDEX bundles_jointpause_joint_id_70e665b2 ON public.bundles_jointpause USING btree (joint_id);

CREATE INDEX bundles_of_a_lead ON public.bundles_jointcase USING btree (agency, stage);

CREATE INDEX bundles_of_a_party ON public.bundles_jointcase USING btree (applicant_id, submitted_at DESC);

CREATE INDEX cache_expires ON public.cache USING btree (expires);

CREATE INDEX cards_about_a_chain ON public.supervision_raisedcard USING btree (about);

CREATE INDEX cards_by_their_day ON public.supervision_raisedcard USING btree (watcher, level_on) WHERE ((level)::text = ANY ((ARRAY['yellow'::character varying, 'red'::character varying])::text[]));

CREATE INDEX cards_of_a_watcher ON public.supervision_raisedcard USING btree (watcher, state, due_on);

CREATE INDEX cards_of_an_agency ON public.supervision_raisedcard USING btree (agency, state, due_on);

CREATE INDEX cards_standing_for_a_watcher ON public.supervision_raisedcard USING btree (watcher, level, due_on, level_on, id) WHERE (NOT ((state)::text = ANY ((ARRAY['closed'::character varying, 'cancelled'::character varying, 'passed'::character varying])::text[])));

CREATE INDEX cards_standing_of_an_agency ON public.supervision_raisedcard USING btree (agency, level, due_on, level_on, id) WHERE (NOT ((state)::text = ANY ((ARRAY['closed'::character varying, 'cancelled'::character varying, 'passed'::character varying])::text[])));

CREATE INDEX cases_an_agency_decided ON public.cases_case USING btree (agency, decided_on) INCLUDE (received_on) WHERE (decided_on IS NOT NULL);

CREATE INDEX cases_case_applicant_id_756c921c ON public.cases_case USING btree (applicant_id);

CREATE INDEX cases_case_number_980c9551_like ON public.cases_case USING btree (number varchar_pattern_ops);

CREATE INDEX cases_case_query_code_f1ba5550_like ON public.cases_case USING btree (query_code varchar_pattern_ops);

CREATE INDEX cases_case_version_id_5b6a6022 ON public.cases_case USING btree (version_id);

CREATE INDEX cases_counter_prefix_4b4a930c_like ON public.cases_counter USING btree (prefix varchar_pattern_ops);

CREATE INDEX cases_draft_party_id_3c13500b ON public.cases_draft USING btree (party_id);

CREATE INDEX cases_draft_version_id_1d347794 ON public.cases_draft USING btree (version_id);

CREATE INDEX cases_givenpromise_case_id_3d1a2f09 ON public.cases_givenpromise USING btree (case_id);

CREATE INDEX cases_givenpromise_draft_id_719e8e9d ON public.cases_givenpromise USING btree (draft_id);

CREATE INDEX cases_givenpromise_version_id_83ff524e ON public.cases_givenpromise USING btree (version_id);

CREATE INDEX cases_hearing_case_id_4e219f2e ON public.cases_hearing USING btree (case_id);

CREATE INDEX cases_mark_case_id_42cf5071 ON public.cases_mark USING btree (case_id);

CREATE INDEX cases_material_case_id_972fd638 ON public.cases_material USING btree (case_id);

CREATE INDEX cases_material_draft_id_2904af1f ON public.cases_material USING btree (draft_id);

CREATE INDEX cases_move_new_id_7f45dad2 ON public.cases_move USING btree (new_id);

CREATE INDEX cases_move_old_id_131fd63a ON public.cases_move USING btree (old_id);

CREATE INDEX cases_moved_case_id_34731eed ON public.cases_moved USING btree (case_id);

CREATE INDEX cases_moved_move_id_6f31034d ON public.cases_moved USING btree (move_id);

CREATE INDEX cases_objection_case_id_06b4ba0e ON public.cases_objection USING btree (case_id);

CREATE INDEX cases_objection_task_id_b37e501f ON public.cases_objection USING btree (task_id);

CREATE INDEX cases_of_a_bundle ON public.cases_case USING btree (part_of) WHERE (NOT ((part_of)::text = ''::text));

CREATE INDEX cases_of_a_party ON public.cases_case USING btree (applicant_id, submitted_at DESC);

CREATE INDEX cases_proceeding_case_id_f824fd1d ON public.cases_proceeding USING btree (case_id);

CREATE INDEX cases_return_case_id_998273e8 ON public.cases_return USING btree (case_id);

CREATE INDEX cases_signing_case_id_e3ee5fa8 ON public.cases_signing USING btree (case_id);

CREATE INDEX cases_signing_draft_id_66864930 ON public.cases_signing USING btree (draft_id);

CREATE INDEX cases_signing_token_3f6b48b3_like ON public.cases_signing USING btree (token varchar_pattern_ops);

CREATE INDEX cases_signing_version_id_f013ace5 ON public.cases_signing USING btree (version_id);

CREATE INDEX cases_standstill_case_id_ec112a9f ON public.cases_standstill USING btree (case_id);

CREATE INDEX cases_task_case_id_db8cf8f3 ON public.cases_task USING btree (case_id);

CREATE INDEX cases_vote_task_id_cf5d2f02 ON public.cases_vote USING btree (task_id);

CREATE INDEX cases_waiting_for_a_word ON public.cases_case USING btree (received_on) WHERE ((stage)::text = 'submitted'::text);

CREATE INDEX catalogue_bundle_code_2f0fe6c0_like ON public.catalogue_bundle USING btree (code varchar_pattern_ops);

CREATE INDEX catalogue_bundle_current_id_c9680934 ON public.catalogue_bundle USING btree (current_id);

CREATE INDEX catalogue_bundleversion_bundle_id_b84958ac ON public.catalogue_bundleversion USING btree (bundle_id);

CREATE INDEX catalogue_bundleversion_bundle_id_b84958ac_like ON public.catalogue_bundleversion USING btree (bundle_id varchar_pattern_ops);

CREATE INDEX catalogue_offering_agency_id_14556884 ON public.catalogue_offering USING btree (agency_id);

CREATE INDEX catalogue_offering_agency_id_14556884_like ON public.catalogue_offering USING btree (agency_id varchar_pattern_ops);

CREATE INDEX catalogue_offering_service_id_94dc43d2 ON public.catalogue_offering USING btree (service_id);

CREATE INDEX catalogue_offering_service_id_94dc43d2_like ON public.catalogue_offering USING btree (service_id varchar_pattern_ops);

CREATE INDEX catalogue_service_code_5e4accca_like ON public.catalogue_service USING btree (code varchar_pattern_ops);

CREATE INDEX catalogue_service_current_id_e2f88cf0 ON public.catalogue_service USING btree (current_id);

CREATE INDEX catalogue_serviceversion_service_id_6ee0d17b ON public.catalogue_serviceversion USING btree (service_id);

CREATE INDEX catalogue_serviceversion_service_id_6ee0d17b_like ON public.catalogue_serviceversion USING btree (service_id varchar_pattern_ops);

CREATE INDEX checks_of_an_account ON public.people_check USING btree (account_id, at DESC);

CREATE INDEX comments_of_a_party ON public.comments_comment USING btree (party, sent_at DESC);

CREATE INDEX comments_of_an_agency ON public.comments_comment USING btree (agency, state, sent_at);

CREATE INDEX comments_on_a_guide ON public.comments_showncomment USING btree (service, shown_at DESC);

CREATE INDEX comments_report_shown_id_ab121e02 ON public.comments_report USING btree (shown_id);

CREATE INDEX copies_of_a_holder ON public.showing_copy USING btree (holder, made_at DESC);

CREATE INDEX counts_of_an_agency ON public.assessment_counted USING btree (agency, measure, day);

CREATE INDEX credentials_credential_key_id_e3b7db68 ON public.credentials_credential USING btree (key_id);

CREATE INDEX credentials_credential_key_id_e3b7db68_like ON public.credentials_credential USING btree (key_id varchar_pattern_ops);

CREATE INDEX credentials_credential_licence_id_28d2bb15 ON public.credentials_credential USING btree (licence_id);

CREATE INDEX credentials_credential_licence_id_28d2bb15_like ON public.credentials_credential USING btree (licence_id varchar_pattern_ops);

CREATE INDEX credentials_credential_status_list_id_5c31b9f3 ON public.credentials_credential USING btree (status_list_id);

CREATE INDEX credentials_issuingkey_kid_864376bf_like ON public.credentials_issuingkey USING btree (kid varchar_pattern_ops);

CREATE INDEX credentials_offer_digest_b2bb6da6_like ON public.credentials_offer USING btree (digest varchar_pattern_ops);

CREATE INDEX credentials_offer_licence_id_c826dbe3 ON public.credentials_offer USING btree (licence_id);

CREATE INDEX credentials_offer_licence_id_c826dbe3_like ON public.credentials_offer USING btree (licence_id varchar_pattern_ops);

CREATE INDEX credentials_offer_ticket_089ea861_like ON public.credentials_offer USING btree (ticket varchar_pattern_ops);

CREATE INDEX credentials_slip_key_id_ca6c47cc ON public.credentials_slip USING btree (key_id);

CREATE INDEX credentials_slip_key_id_ca6c47cc_like ON public.credentials_slip USING btree (key_id varchar_pattern_ops);

CREATE INDEX credentials_slip_licence_id_7aed9c91_like ON public.credentials_slip USING btree (licence_id varchar_pattern_ops);

CREATE INDEX disputes_of_a_watcher ON public.feedback_dispute USING btree (watcher, upheld, decide_by);

CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);

CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);

CREATE INDEX done_for_others ON public.record USING btree (mandate) WHERE (NOT ((mandate)::text = ''::text));

CREATE INDEX duties_to_be_missed ON public.licence_duty USING btree (due_on) WHERE ((ended_at IS NULL) AND (missed_at IS NULL));

CREATE INDEX duties_to_remind_of ON public.licence_duty USING btree (remind_from) WHERE ((ended_at IS NULL) AND (quiet_at IS NULL) AND (reminded_at IS NULL));

CREATE INDEX enquiries_of_a_party ON public.feedback_enquiry USING btree (asked_by, asked_at DESC);

CREATE INDEX enquiries_of_an_agency ON public.feedback_enquiry USING btree (agency, state, due_on);

CREATE INDEX entitlements_asked_look_on_c40629c4 ON public.entitlements_asked USING btree (look_on);

CREATE INDEX entitlements_asked_party_d2da5337_like ON public.entitlements_asked USING btree (party varchar_pattern_ops);

CREATE INDEX feedback_dispute_rating_id_21f20754 ON public.feedback_dispute USING btree (rating_id);

CREATE INDEX feedback_rating_case_5cd8773c_like ON public.feedback_rating USING btree ("case" varchar_pattern_ops);

CREATE INDEX feedback_said_enquiry_id_4dd02b7e ON public.feedback_said USING btree (enquiry_id);

CREATE INDEX feedback_visit_number_77911dfa_like ON public.feedback_visit USING btree (number varchar_pattern_ops);

CREATE INDEX feedback_window_code_40640189_like ON public.feedback_window USING btree (code varchar_pattern_ops);

CREATE INDEX filings_by_day ON public.cases_case USING btree (submitted_at) INCLUDE (service, division);

CREATE INDEX finding_entry_code_31f172fa_like ON public.finding_entry USING btree (code varchar_pattern_ops);

CREATE INDEX finding_meaning_word_6c317198_like ON public.finding_meaning USING btree (word varchar_pattern_ops);

CREATE INDEX finding_miss_digest_f977c415_like ON public.finding_miss USING btree (digest varchar_pattern_ops);

CREATE INDEX finding_posting_term_9ba5117d_like ON public.finding_posting USING btree (term varchar_pattern_ops);

CREATE INDEX first_answers_by_day ON public.letters_firstanswer USING btree (sent_on);

CREATE INDEX follow_ups_by_time ON public.feedback_followup USING btree (opened_at);

CREATE INDEX follow_ups_not_answered ON public.feedback_followup USING btree (agency) WHERE ((step)::text = ANY ((ARRAY['open'::character varying, 'called'::character varying])::text[]));

CREATE INDEX follow_ups_of_an_agency ON public.feedback_followup USING btree (agency, step, call_by);

CREATE INDEX happened_at_an_agency ON public.figures_happened USING btree (agency, day) INCLUDE (what, days, in_time);

CREATE INDEX happened_to_a_service ON public.figures_happened USING btree (service, day) INCLUDE (agency, what, days, in_time);

CREATE INDEX identity_spent_digest_64ab939f_like ON public.identity_spent USING btree (digest varchar_pattern_ops);

CREATE INDEX identity_spent_until_4dc3cbc2 ON public.identity_spent USING btree (until);

CREATE INDEX identity_tally_key_66fd1e9c_like ON public.identity_tally USING btree (key varchar_pattern_ops);

CREATE INDEX identity_tally_until_1fdf54a0 ON public.identity_tally USING btree (until);

CREATE INDEX idx_procrastinate_jobs_worker_not_null ON public.procrastinate_jobs USING btree (worker_id) WHERE ((worker_id IS NOT NULL) AND (status = 'doing'::public.procrastinate_job_status));

CREATE INDEX idx_procrastinate_workers_last_heartbeat ON public.procrastinate_workers USING btree (last_heartbeat);

CREATE INDEX items_claim_agency_id_5792c77b ON public.items_claim USING btree (agency_id);

CREATE INDEX items_claim_agency_id_5792c77b_like ON public.items_claim USING btree (agency_id varchar_pattern_ops);

CREATE INDEX items_claim_code_931ede85_like ON public.items_claim USING btree (code varchar_pattern_ops);

CREATE INDEX items_claim_item_id_ef16661f ON public.items_claim USING btree (item_id);

CREATE INDEX items_claim_item_id_ef16661f_like ON public.items_claim USING btree (item_id varchar_pattern_ops);

CREATE INDEX items_edition_agency_id_d50dca13 ON public.items_edition USING btree (agency_id);

CREATE INDEX items_edition_agency_id_d50dca13_like ON public.items_edition USING btree (agency_id varchar_pattern_ops);

CREATE INDEX items_item_code_66868066_like ON public.items_item USING btree (code varchar_pattern_ops);

CREATE INDEX items_itemversion_change_id_c8fc1a88 ON public.items_itemversion USING btree (change_id);

CREATE INDEX items_itemversion_item_id_55f97f66 ON public.items_itemversion USING btree (item_id);

CREATE INDEX items_itemversion_item_id_55f97f66_like ON public.items_itemversion USING btree (item_id varchar_pattern_ops);

CREATE INDEX items_review_change_id_1022a19f ON public.items_review USING btree (change_id);

CREATE INDEX letters_letter_code_dd187b06_like ON public.letters_letter USING btree (code varchar_pattern_ops);

CREATE INDEX letters_letter_lead_id_9b86806c ON public.letters_letter USING btree (lead_id);

CREATE INDEX letters_of_a_party ON public.letters_letter USING btree (party, sent_at DESC);

CREATE INDEX letters_of_an_agency ON public.letters_letter USING btree (agency, state, due_on);

CREATE INDEX letters_that_say_the_same ON public.letters_letter USING btree (digest, state);

CREATE INDEX letters_word_letter_id_c63596bd ON public.letters_word USING btree (letter_id);

CREATE INDEX licence_duty_licence_id_afbb0993 ON public.licence_duty USING btree (licence_id);

CREATE INDEX licence_duty_licence_id_afbb0993_like ON public.licence_duty USING btree (licence_id varchar_pattern_ops);

CREATE INDEX licence_former_id_051fbde5_like ON public.licence USING btree (former_id varchar_pattern_ops);

CREATE INDEX licence_ground_f7566315_like ON public.licence USING btree (ground varchar_pattern_ops);

CREATE INDEX licence_number_26fe36c8_like ON public.licence USING btree (number varchar_pattern_ops);

CREATE INDEX licence_paper_id_ca01ba43 ON public.licence USING btree (paper_id);

CREATE INDEX licences_by_name_of_holder ON public.licence USING btree (holder_name);

CREATE INDEX licences_of_a_holder ON public.licence USING btree (holder, issued_on DESC);

CREATE INDEX mandates_agreement_mandate_id_fdbc66d2 ON public.mandates_agreement USING btree (mandate_id);

CREATE INDEX mandates_agreement_mandate_id_fdbc66d2_like ON public.mandates_agreement USING btree (mandate_id varchar_pattern_ops);

CREATE INDEX mandates_given ON public.mandates_mandate USING btree (giver_id) WHERE (ended_at IS NULL);

CREATE INDEX mandates_mandate_giver_id_98616766 ON public.mandates_mandate USING btree (giver_id);

CREATE INDEX mandates_mandate_id_981c0c12_like ON public.mandates_mandate USING btree (id varchar_pattern_ops);

CREATE INDEX mandates_mandate_receiver_id_054db5e3 ON public.mandates_mandate USING btree (receiver_id);

CREATE INDEX mandates_mandate_stop_index_3cbf5b56_like ON public.mandates_mandate USING btree (stop_index varchar_pattern_ops);

CREATE INDEX mandates_received ON public.mandates_mandate USING btree (receiver_id) WHERE (ended_at IS NULL);

CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON public.mfa_authenticator USING btree (user_id);

CREATE INDEX misses_by_count ON public.finding_miss USING btree (count DESC) WHERE ((state)::text = 'open'::text);

CREATE INDEX news_to_tell ON public.record_news USING btree (id) WHERE ((done_at IS NULL) AND (next_try_at IS NULL));

CREATE INDEX news_to_tell_again ON public.record_news USING btree (next_try_at, id) WHERE ((done_at IS NULL) AND (next_try_at IS NOT NULL));

CREATE INDEX news_to_tell_by_lane ON public.record_news USING btree (outside, id) WHERE ((done_at IS NULL) AND (next_try_at IS NULL));

CREATE INDEX news_waiting_in_order ON public.record_news USING btree (subject, reaction, id) WHERE (done_at IS NULL);

CREATE UNIQUE INDEX nobody_holds_two_of_the_three_offices ON public.agencies_administrator USING btree (account_id) WHERE (ended_at IS NULL);

CREATE INDEX notices_an_office_has_not_read ON public.notices_officenotice USING btree (office, side) WHERE (read_at IS NULL);

CREATE INDEX notices_of_a_party ON public.notices_notice USING btree (party, told_at DESC);

CREATE INDEX notices_of_an_office ON public.notices_officenotice USING btree (office, side, told_at DESC);

CREATE INDEX objections_to_a_notice ON public.cases_objection USING btree (task_id, raised_at);

CREATE UNIQUE INDEX one_account_for_one_mailbox ON public.people_account USING btree (email) WHERE (NOT ((email)::text = ''::text));

CREATE UNIQUE INDEX one_account_for_one_telephone ON public.people_account USING btree (phone_index) WHERE (NOT ((phone_index)::text = ''::text));

CREATE UNIQUE INDEX one_appointment_from_one_day ON public.agencies_appointment USING btree (account_id, post_id, since) WHERE ((ended_at IS NULL) AND ((kind)::text = 'own'::text));

CREATE UNIQUE INDEX one_body_of_a_function_in_a_place ON public.agencies_agency USING btree (function, division_id) WHERE active;

CREATE UNIQUE INDEX one_comment_of_a_party_on_a_guide ON public.comments_comment USING btree (party, service) WHERE ((state)::text = ANY ((ARRAY['waiting'::character varying, 'shown'::character varying])::text[]));

CREATE UNIQUE INDEX one_open_authorisation_for_a_purpose ON public.showing_authorisation USING btree (licence_id, to_kind, "to", purpose) WHERE (ended_at IS NULL);

CREATE UNIQUE INDEX one_open_dispute_of_a_rating ON public.feedback_dispute USING btree (rating_id) WHERE (upheld IS NULL);

CREATE UNIQUE INDEX one_open_offer_of_a_kind_between_two ON public.mandates_mandate USING btree (kind, giver_id, receiver_id) WHERE ((confirmed_at IS NULL) AND (ended_at IS NULL));

CREATE UNIQUE INDEX one_open_signing_for_each_signer ON public.cases_signing USING btree (draft_id, signer) WHERE ((state)::text = ANY ((ARRAY['asked'::character varying, 'signed'::character varying, 'declined'::character varying])::text[]));

CREATE UNIQUE INDEX one_party_for_one_number ON public.people_party USING btree (number_kind, number_index) WHERE (NOT ((number_index)::text = ''::text));

CREATE UNIQUE INDEX one_piece_for_an_index_number ON public.publications_piece USING btree (index_number) WHERE (NOT ((index_number)::text = ''::text));

CREATE UNIQUE INDEX one_seal_of_a_kind_asked_for ON public.seal USING btree (agency, kind) WHERE ((state)::text = 'asked'::text);

CREATE UNIQUE INDEX one_seal_of_a_kind_in_force ON public.seal USING btree (agency, kind) WHERE ((state)::text = 'in-force'::text);

CREATE UNIQUE INDEX one_sign_in_of_a_session_at_a_system ON public.systems_signedin USING btree (session_key, system_id) WHERE (ended_at IS NULL);

CREATE UNIQUE INDEX one_standing_consent_for_a_system ON public.systems_consent USING btree (account_id, system_id) WHERE (withdrawn_at IS NULL);

CREATE UNIQUE INDEX one_word_on_a_right_each_quarter ON public.agencies_rightscheck USING btree (quarter, grant_id) WHERE (appointment_id IS NULL);

CREATE UNIQUE INDEX one_word_on_an_appointment_each_quarter ON public.agencies_rightscheck USING btree (quarter, appointment_id) WHERE (grant_id IS NULL);

CREATE UNIQUE INDEX open_digits_mean_one_show ON public.showing_show USING btree (digits) WHERE ((ended_at IS NULL) AND (opened_at IS NULL));

CREATE INDEX open_tasks_counted ON public.cases_task USING btree (agency, service, title, due_on) INCLUDE (service_title) WHERE ((state)::text = 'open'::text);

CREATE INDEX open_tasks_of_a_post ON public.cases_task USING btree (agency, post, assignee, due_on, id) WHERE ((state)::text = 'open'::text);

CREATE INDEX paper_check_code_e2259ab5_like ON public.paper USING btree (check_code varchar_pattern_ops);

CREATE INDEX paper_digest_53b5e34d_like ON public.paper USING btree (digest varchar_pattern_ops);

CREATE INDEX paper_key_1cc6f5e2_like ON public.paper USING btree (key varchar_pattern_ops);

CREATE INDEX paper_number_111627c6_like ON public.paper USING btree (number varchar_pattern_ops);

CREATE INDEX paper_number_check_code_78e2449c_like ON public.paper_number USING btree (check_code varchar_pattern_ops);

CREATE INDEX paper_number_key_84fa875d_like ON public.paper_number USING btree (key varchar_pattern_ops);

CREATE INDEX paper_number_number_485f9064_like ON public.paper_number USING btree (number varchar_pattern_ops);

CREATE INDEX paper_number_series_id_2ec0c873 ON public.paper_number USING btree (series_id);

CREATE INDEX paper_number_series_id_2ec0c873_like ON public.paper_number USING btree (series_id varchar_pattern_ops);

CREATE INDEX paper_series_name_95ceb66f_like ON public.paper_series USING btree (name varchar_pattern_ops);

CREATE INDEX papers_of_a_holder ON public.paper USING btree (holder, issued_at DESC);

CREATE INDEX papers_of_a_subject ON public.paper USING btree (subject, issued_at);

CREATE INDEX people_account_login_68507f29_like ON public.people_account USING btree (login varchar_pattern_ops);

CREATE INDEX people_account_party_id_c2753c41 ON public.people_account USING btree (party_id);

CREATE INDEX people_check_account_id_e3856e11 ON public.people_check USING btree (account_id);

CREATE INDEX people_link_account_id_0cff1eef ON public.people_link USING btree (account_id);

CREATE INDEX people_party_represented_by_id_627db5fa ON public.people_party USING btree (represented_by_id);

CREATE INDEX people_proof_account_id_adbf4e75 ON public.people_proof USING btree (account_id);

CREATE INDEX people_proof_party_id_526b5da7 ON public.people_proof USING btree (party_id);

CREATE INDEX people_token_account_id_5bf90cc6 ON public.people_token USING btree (account_id);

CREATE INDEX people_token_digest_9d1452aa_like ON public.people_token USING btree (digest varchar_pattern_ops);

CREATE INDEX pieces_of_an_agency ON public.publications_piece USING btree (agency, saved_at DESC);

CREATE INDEX pieces_shown ON public.publications_piece USING btree (first_shown_at DESC) WHERE ((state)::text = 'shown'::text);

CREATE INDEX policy_in_force ON public.agencies_policy USING btree (key, id DESC);

CREATE INDEX procrastinate_events_job_id_fkey_v1 ON public.procrastinate_events USING btree (job_id);

CREATE INDEX procrastinate_jobs_id_lock_idx_v1 ON public.procrastinate_jobs USING btree (id, lock) WHERE (status = ANY (ARRAY['todo'::public.procrastinate_job_status, 'doing'::public.procrastinate_job_status]));

CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON public.procrastinate_jobs USING btree (lock) WHERE (status = 'doing'::public.procrastinate_job_status);

CREATE INDEX procrastinate_jobs_priority_idx_v1 ON public.procrastinate_jobs USING btree (priority DESC, id) WHERE (status = 'todo'::public.procrastinate_job_status);

CREATE INDEX procrastinate_jobs_queue_name_idx_v1 ON public.procrastinate_jobs USING btree (queue_name);

CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON public.procrastinate_jobs USING btree (queueing_lock) WHERE (status = 'todo'::public.procrastinate_job_status);

CREATE INDEX procrastinate_periodic_defers_job_id_fkey_v1 ON public.procrastinate_periodic_defers USING btree (job_id);

CREATE INDEX promises_of_a_party ON public.cases_givenpromise USING btree (party);

CREATE INDEX promises_to_look_at ON public.cases_givenpromise USING btree (agency, post, due_on) WHERE ((state)::text = ANY ((ARRAY['to-check'::character varying, 'broken'::character varying])::text[]));

CREATE INDEX proofs_that_stand ON public.people_proof USING btree (party_id) WHERE (ended_at IS NULL);

CREATE INDEX publications_hiding_piece_id_c57adbc1 ON public.publications_hiding USING btree (piece_id);

CREATE INDEX publications_piece_shown_id_85db376b ON public.publications_piece USING btree (shown_id);

CREATE INDEX publications_piece_waiting_id_5a857bfc ON public.publications_piece USING btree (waiting_id);

CREATE INDEX publications_pieceversion_piece_id_bc7ff14c ON public.publications_pieceversion USING btree (piece_id);

CREATE INDEX ratings_at_a_window ON public.feedback_rating USING btree ("window", given_at DESC) WHERE ("window" IS NOT NULL);

CREATE INDEX ratings_by_time ON public.feedback_rating USING btree (given_at) INCLUDE (agency, level, set_aside_at, id);

CREATE INDEX ratings_of_a_service ON public.feedback_rating USING btree (service, given_at DESC);

CREATE INDEX ratings_of_an_agency ON public.feedback_rating USING btree (agency, level, given_at DESC);

CREATE INDEX readings_by_time ON public.reading USING btree (at DESC);

CREATE INDEX readings_of_a_party ON public.reading USING btree (party, at DESC);

CREATE INDEX readings_of_a_subject ON public.reading USING btree (subject, at DESC);

CREATE INDEX record_by_name ON public.record USING btree (name, at);

CREATE INDEX record_head_subject_dab8ab2e_like ON public.record_head USING btree (subject varchar_pattern_ops);

CREATE INDEX record_news_entry_id_ec8dcf54 ON public.record_news USING btree (entry_id);

CREATE INDEX reports_of_a_comment ON public.comments_report USING btree (shown_id, looked_at);

CREATE INDEX results_newest_first ON public.results_result USING btree (decided_on DESC, id DESC) WHERE ((state)::text = 'published'::text);

CREATE INDEX results_of_a_service ON public.results_result USING btree (service, decided_on DESC, id DESC) WHERE ((state)::text = 'published'::text);

CREATE INDEX results_of_an_agency ON public.results_result USING btree (agency, decided_on DESC, id DESC) WHERE ((state)::text = 'published'::text);

CREATE INDEX results_result_case_78839528_like ON public.results_result USING btree ("case" varchar_pattern_ops);

CREATE INDEX results_to_publish ON public.results_result USING btree (publish_by) WHERE ((state)::text = 'due'::text);

CREATE INDEX said_in_a_letter ON public.letters_word USING btree (letter_id, at);

CREATE INDEX said_in_an_enquiry ON public.feedback_said USING btree (enquiry_id, at);

CREATE INDEX said_of_a_card ON public.supervision_cardword USING btree (card_id, at);

CREATE INDEX seal_replaces_id_e47857e2 ON public.seal USING btree (replaces_id);

CREATE INDEX seal_use_paper_7f23d1c4_like ON public.seal_use USING btree (paper varchar_pattern_ops);

CREATE INDEX seal_use_seal_id_06e9dba9 ON public.seal_use USING btree (seal_id);

CREATE INDEX showing_authorisation_licence_id_060791b9 ON public.showing_authorisation USING btree (licence_id);

CREATE INDEX showing_authorisation_licence_id_060791b9_like ON public.showing_authorisation USING btree (licence_id varchar_pattern_ops);

CREATE INDEX showing_copy_licence_id_01469a86 ON public.showing_copy USING btree (licence_id);

CREATE INDEX showing_copy_licence_id_01469a86_like ON public.showing_copy USING btree (licence_id varchar_pattern_ops);

CREATE INDEX showing_key_kid_ff34fa28_like ON public.showing_key USING btree (kid varchar_pattern_ops);

CREATE INDEX showing_show_licence_id_40f2de8a ON public.showing_show USING btree (licence_id);

CREATE INDEX showing_show_licence_id_40f2de8a_like ON public.showing_show USING btree (licence_id varchar_pattern_ops);

CREATE INDEX showing_show_link_f1552ff4_like ON public.showing_show USING btree (link varchar_pattern_ops);

CREATE INDEX showing_show_transcript_id_4706b4d3 ON public.showing_show USING btree (transcript_id);

CREATE INDEX showing_tried_key_4a99b5ae_like ON public.showing_tried USING btree (key varchar_pattern_ops);

CREATE INDEX showing_tried_until_ab6cb8d1 ON public.showing_tried USING btree (until);

CREATE INDEX showing_use_authorisation_id_e053c559 ON public.showing_use USING btree (authorisation_id);

CREATE INDEX showing_use_licence_id_ee8a477e ON public.showing_use USING btree (licence_id);

CREATE INDEX showing_use_licence_id_ee8a477e_like ON public.showing_use USING btree (licence_id varchar_pattern_ops);

CREATE INDEX shows_of_a_holder ON public.showing_show USING btree (holder, begun_at DESC);

CREATE INDEX sign_ins_open ON public.systems_signedin USING btree (account_id) WHERE (ended_at IS NULL);

CREATE INDEX site_mark_name_72f36173_like ON public.site_mark USING btree (name varchar_pattern_ops);

CREATE INDEX sites_sitehost_host_bd7808a4_like ON public.sites_sitehost USING btree (host varchar_pattern_ops);

CREATE INDEX sites_sitehost_site_id_6e397e25 ON public.sites_sitehost USING btree (site_id);

CREATE INDEX sites_sitehost_site_id_6e397e25_like ON public.sites_sitehost USING btree (site_id varchar_pattern_ops);

CREATE INDEX sites_sitekept_division_ec731e4d_like ON public.sites_sitekept USING btree (division varchar_pattern_ops);

CREATE INDEX sites_sitekept_slug_0c996d04_like ON public.sites_sitekept USING btree (slug varchar_pattern_ops);

CREATE INDEX subscriptions_to_a_thing ON public.subscriptions_subscription USING btree (key, id);

CREATE INDEX subscriptions_told_change_id_71d7bb7c ON public.subscriptions_told USING btree (change_id);

CREATE INDEX subscriptions_told_subscription_id_9d82c1d6 ON public.subscriptions_told USING btree (subscription_id);

CREATE INDEX supervision_cardword_card_id_a8a53478 ON public.supervision_cardword USING btree (card_id);

CREATE INDEX supervision_cardword_card_id_a8a53478_like ON public.supervision_cardword USING btree (card_id varchar_pattern_ops);

CREATE INDEX supervision_publication_key_id_884480b0 ON public.supervision_publication USING btree (key_id);

CREATE INDEX supervision_publication_key_id_884480b0_like ON public.supervision_publication USING btree (key_id varchar_pattern_ops);

CREATE INDEX supervision_publicationkey_kid_03ab5a50_like ON public.supervision_publicationkey USING btree (kid varchar_pattern_ops);

CREATE INDEX supervision_raisedcard_id_2c81030a_like ON public.supervision_raisedcard USING btree (id varchar_pattern_ops);

CREATE INDEX systems_code_digest_a1c921e4_like ON public.systems_code USING btree (digest varchar_pattern_ops);

CREATE INDEX systems_code_signed_in_id_26dfef41 ON public.systems_code USING btree (signed_in_id);

CREATE INDEX systems_consent_account_id_f9215dd1 ON public.systems_consent USING btree (account_id);

CREATE INDEX systems_consent_system_id_d44ba3aa ON public.systems_consent USING btree (system_id);

CREATE INDEX systems_consent_system_id_d44ba3aa_like ON public.systems_consent USING btree (system_id varchar_pattern_ops);

CREATE INDEX systems_pseudonym_sub_6e0e5fad_like ON public.systems_pseudonym USING btree (sub varchar_pattern_ops);

CREATE INDEX systems_signedin_account_id_a91fada5 ON public.systems_signedin USING btree (account_id);

CREATE INDEX systems_signedin_system_id_d3b5d2a8 ON public.systems_signedin USING btree (system_id);

CREATE INDEX systems_signedin_system_id_d3b5d2a8_like ON public.systems_signedin USING btree (system_id varchar_pattern_ops);

CREATE INDEX systems_signingkey_kid_97645446_like ON public.systems_signingkey USING btree (kid varchar_pattern_ops);

CREATE INDEX systems_system_id_0712d7b4_like ON public.systems_system USING btree (id varchar_pattern_ops);

CREATE INDEX systems_ticket_code_id_0e896c82 ON public.systems_ticket USING btree (code_id);

CREATE INDEX systems_ticket_code_id_0e896c82_like ON public.systems_ticket USING btree (code_id varchar_pattern_ops);

CREATE INDEX systems_ticket_digest_3685de8e_like ON public.systems_ticket USING btree (digest varchar_pattern_ops);

CREATE INDEX tasks_given_to_somebody ON public.cases_task USING btree (assignee, state);

CREATE INDEX tasks_somebody_did ON public.cases_task USING btree (done_by, done_at DESC, id) WHERE ((state)::text = 'done'::text);

CREATE INDEX the_part_of_a_case ON public.bundles_jointpart USING btree ("case");

CREATE INDEX told_to_a_party ON public.subscriptions_told USING btree (party, at DESC);

CREATE INDEX transcripts_of_a_holder ON public.transcript USING btree (holder, issued_on DESC);

CREATE UNIQUE INDEX unique_authenticator_type ON public.mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY ((ARRAY['totp'::character varying, 'recovery_codes'::character varying])::text[]));

CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";

CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;

CREATE INDEX usersessions_usersession_session_key_fd35de43_like ON public.usersessions_usersession USING btree (session_key varchar_pattern_ops);

CREATE INDEX usersessions_usersession_user_id_af5e0a6d ON public.usersessions_usersession USING btree (user_id);

CREATE INDEX uses_by_a_system ON public.showing_use USING btree (system, licence_id);

CREATE INDEX uses_of_a_holder ON public.showing_use USING btree (holder, at DESC);

CREATE INDEX uses_of_a_seal ON public.seal_use USING btree (seal_id, id DESC);

CREATE INDEX verdicts_by_age ON public.comments_verdict USING btree (given_at);

CREATE INDEX verdicts_of_a_guide ON public.comments_verdict USING btree (service, version);

CREATE INDEX visits_of_an_agency ON public.feedback_visit USING btree (agency, opened_at DESC);

CREATE INDEX warnings_oldest_first ON public.supervision_raisedcard USING btree (watcher, level_on, about, agency, id) WHERE (((level)::text = 'warning'::text) AND ((state)::text = 'raised'::text));

CREATE INDEX windows_of_an_agency ON public.feedback_window USING btree (agency, name);

CREATE TRIGGER a_piece_version_never_changes BEFORE DELETE OR UPDATE ON public.publications_pieceversion FOR EACH ROW EXECUTE FUNCTION public.a_piece_version_never_changes();

CREATE TRIGGER a_powers_list_never_changes BEFORE DELETE OR UPDATE ON public.items_edition FOR EACH ROW EXECUTE FUNCTION public.what_the_list_said_never_changes();

CREATE TRIGGER a_published_bundle_never_changes BEFORE DELETE OR UPDATE ON public.catalogue_bundleversion FOR EACH ROW EXECUTE FUNCTION public.a_published_version_never_changes();

CREATE TRIGGER a_published_version_never_changes BEFORE DELETE OR UPDATE ON public.catalogue_serviceversion FOR EACH ROW EXECUTE FUNCTION public.a_published_version_never_changes();

CREATE TRIGGER a_reading_stays BEFORE DELETE OR UPDATE ON public.reading FOR EACH ROW EXECUTE FUNCTION public.a_reading_stays();

CREATE TRIGGER a_use_of_a_seal_is_never_altered BEFORE DELETE OR UPDATE ON public.seal_use FOR EACH ROW EXECUTE FUNCTION public.a_use_of_a_seal_is_never_altered();

CREATE TRIGGER an_administrator_holds_no_post BEFORE INSERT OR UPDATE ON public.agencies_administrator FOR EACH ROW EXECUTE FUNCTION public.an_administrator_holds_no_post();

CREATE TRIGGER an_administrator_holds_no_post BEFORE INSERT OR UPDATE ON public.agencies_appointment FOR EACH ROW EXECUTE FUNCTION public.an_administrator_holds_no_post();

CREATE TRIGGER an_item_version_never_changes BEFORE DELETE OR UPDATE ON public.items_itemversion FOR EACH ROW EXECUTE FUNCTION public.what_the_list_said_never_changes();

CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN (((old.abort_requested = false) AND (new.abort_requested = true) AND (new.status = 'doing'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_notify_queue_abort_job_v1();

CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_notify_queue_job_inserted_v1();

CREATE TRIGGER procrastinate_trigger_abort_requested_events_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.abort_requested = true)) EXECUTE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1();

CREATE TRIGGER procrastinate_trigger_delete_jobs_v1 BEFORE DELETE ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_unlink_periodic_defers_v1();

CREATE TRIGGER procrastinate_trigger_scheduled_events_v1 AFTER INSERT OR UPDATE ON public.procrastinate_jobs FOR EACH ROW WHEN (((new.scheduled_at IS NOT NULL) AND (new.status = 'todo'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1();

CREATE TRIGGER procrastinate_trigger_status_events_insert_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1();

CREATE TRIGGER procrastinate_trigger_status_events_update_v1 AFTER UPDATE OF status ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_update_v1();

CREATE TRIGGER readings_are_never_emptied BEFORE TRUNCATE ON public.reading FOR EACH STATEMENT EXECUTE FUNCTION public.a_reading_stays();

CREATE TRIGGER record_is_never_altered BEFORE DELETE OR UPDATE ON public.record FOR EACH ROW EXECUTE FUNCTION public.record_is_never_altered();

CREATE TRIGGER record_is_never_emptied BEFORE TRUNCATE ON public.record FOR EACH STATEMENT EXECUTE FUNCTION public.record_is_never_altered();

CREATE TRIGGER uses_of_seals_are_never_emptied BEFORE TRUNCATE ON public.seal_use FOR EACH STATEMENT EXECUTE FUNCTION public.a_use_of_a_seal_is_never_altered();

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_people_account_id FOREIGN KEY (user_id) REFERENCES public.people_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_administrator
    ADD CONSTRAINT agencies_administrator_account_id_07f618e7_fk_people_account_id FOREIGN KEY (account_id) REFERENCES public.people_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_agency
    ADD CONSTRAINT agencies_agency_division_id_93795dc8_fk_agencies_division_code FOREIGN KEY (division_id) REFERENCES public.agencies_division(code) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_appointment
    ADD CONSTRAINT agencies_appointment_account_id_fc5b1252_fk_people_account_id FOREIGN KEY (account_id) REFERENCES public.people_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_appointment
    ADD CONSTRAINT agencies_appointment_from_account_id_7514f7b7_fk_people_ac FOREIGN KEY (from_account_id) REFERENCES public.people_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_appointment
    ADD CONSTRAINT agencies_appointment_post_id_a77c8eb5_fk_agencies_post_id FOREIGN KEY (post_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_department
    ADD CONSTRAINT agencies_department_agency_id_8f79d4f5_fk_agencies_agency_code FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(code) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_department
    ADD CONSTRAINT agencies_department_parent_id_355ecfd3_fk_agencies_ FOREIGN KEY (parent_id) REFERENCES public.agencies_department(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_division
    ADD CONSTRAINT agencies_division_parent_id_6bd02d3f_fk_agencies_division_code FOREIGN KEY (parent_id) REFERENCES public.agencies_division(code) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_grant
    ADD CONSTRAINT agencies_grant_post_id_b9a3dfe0_fk_agencies_post_id FOREIGN KEY (post_id) REFERENCES public.agencies_post(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_leave
    ADD CONSTRAINT agencies_leave_account_id_5ae6a68f_fk_people_account_id FOREIGN KEY (account_id) REFERENCES public.people_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_leave
    ADD CONSTRAINT agencies_leave_substitute_id_0dbe88c3_fk_people_account_id FOREIGN KEY (substitute_id) REFERENCES public.people_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_post
    ADD CONSTRAINT agencies_post_agency_id_a19c7890_fk_agencies_agency_code FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(code) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_post
    ADD CONSTRAINT agencies_post_department_id_073428de_fk_agencies_department_id FOREIGN KEY (department_id) REFERENCES public.agencies_department(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_rightscheck
    ADD CONSTRAINT agencies_rightscheck_appointment_id_d1c1b65e_fk_agencies_ FOREIGN KEY (appointment_id) REFERENCES public.agencies_appointment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_rightscheck
    ADD CONSTRAINT agencies_rightscheck_grant_id_4ead62b5_fk_agencies_grant_id FOREIGN KEY (grant_id) REFERENCES public.agencies_grant(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.agencies_station
    ADD CONSTRAINT agencies_station_division_id_62dc1f9b_fk_agencies_division_code FOREIGN KEY (division_id) REFERENCES public.agencies_division(code) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.bundles_bundledraft
    ADD CONSTRAINT bundles_bundledraft_party_id_b96d6846_fk_people_party_id FOREIGN KEY (party_id) REFERENCES public.people_party(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.bundles_jointcase
    ADD CONSTRAINT bundles_jointcase_applicant_id_dd20de50_fk_people_party_id FOREIGN KEY (applicant_id) REFERENCES public.people_party(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.bundles_jointcase
    ADD CONSTRAINT bundles_jointcase_version_id_3de7d02f_fk_catalogue FOREIGN KEY (version_id) REFERENCES public.catalogue_bundleversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.bundles_jointmaterial
    ADD CONSTRAINT bundles_jointmateria_draft_id_418f574b_fk_bundles_b FOREIGN KEY (draft_id) REFERENCES public.bundles_bundledraft(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.bundles_jointmaterial
    ADD CONSTRAINT bundles_jointmaterial_joint_id_b3a5726b_fk_bundles_jointcase_id FOREIGN KEY (joint_id) REFERENCES public.bundles_jointcase(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.bundles_jointmove
    ADD CONSTRAINT bundles_jointmove_new_id_d1338922_fk_catalogue_bundleversion_id FOREIGN KEY (new_id) REFERENCES public.catalogue_bundleversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.bundles_jointmoved
    ADD CONSTRAINT bundles_jointmoved_joint_id_8d978702_fk_bundles_jointcase_id FOREIGN KEY (joint_id) REFERENCES public.bundles_jointcase(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.bundles_jointmoved
    ADD CONSTRAINT bundles_jointmoved_move_id_094323f8_fk_bundles_jointmove_id FOREIGN KEY (move_id) REFERENCES public.bundles_jointmove(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.bundles_jointpart
    ADD CONSTRAINT bundles_jointpart_joint_id_16197838_fk_bundles_jointcase_id FOREIGN KEY (joint_id) REFERENCES public.bundles_jointcase(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.bundles_jointpart
    ADD CONSTRAINT bundles_jointpart_version_id_36556a48_fk_catalogue FOREIGN KEY (version_id) REFERENCES public.catalogue_serviceversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.bundles_jointpause
    ADD CONSTRAINT bundles_jointpause_joint_id_70e665b2_fk_bundles_jointcase_id FOREIGN KEY (joint_id) REFERENCES public.bundles_jointcase(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_applicant_id_756c921c_fk_people_party_id FOREIGN KEY (applicant_id) REFERENCES public.people_party(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_case
    ADD CONSTRAINT cases_case_version_id_5b6a6022_fk_catalogue_serviceversion_id FOREIGN KEY (version_id) REFERENCES public.catalogue_serviceversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_correction
    ADD CONSTRAINT cases_correction_case_id_6ad7f97d_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_draft
    ADD CONSTRAINT cases_draft_party_id_3c13500b_fk_people_party_id FOREIGN KEY (party_id) REFERENCES public.people_party(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_draft
    ADD CONSTRAINT cases_draft_version_id_1d347794_fk_catalogue_serviceversion_id FOREIGN KEY (version_id) REFERENCES public.catalogue_serviceversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_givenpromise
    ADD CONSTRAINT cases_givenpromise_case_id_3d1a2f09_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_givenpromise
    ADD CONSTRAINT cases_givenpromise_draft_id_719e8e9d_fk_cases_draft_id FOREIGN KEY (draft_id) REFERENCES public.cases_draft(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_givenpromise
    ADD CONSTRAINT cases_givenpromise_version_id_83ff524e_fk_catalogue FOREIGN KEY (version_id) REFERENCES public.catalogue_serviceversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_hearing
    ADD CONSTRAINT cases_hearing_case_id_4e219f2e_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_hearing
    ADD CONSTRAINT cases_hearing_task_id_f2ef08fb_fk_cases_task_id FOREIGN KEY (task_id) REFERENCES public.cases_task(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_mark
    ADD CONSTRAINT cases_mark_case_id_42cf5071_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_material
    ADD CONSTRAINT cases_material_case_id_972fd638_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_material
    ADD CONSTRAINT cases_material_draft_id_2904af1f_fk_cases_draft_id FOREIGN KEY (draft_id) REFERENCES public.cases_draft(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_move
    ADD CONSTRAINT cases_move_new_id_7f45dad2_fk_catalogue_serviceversion_id FOREIGN KEY (new_id) REFERENCES public.catalogue_serviceversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_move
    ADD CONSTRAINT cases_move_old_id_131fd63a_fk_catalogue_serviceversion_id FOREIGN KEY (old_id) REFERENCES public.catalogue_serviceversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_moved
    ADD CONSTRAINT cases_moved_case_id_34731eed_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_moved
    ADD CONSTRAINT cases_moved_move_id_6f31034d_fk_cases_move_id FOREIGN KEY (move_id) REFERENCES public.cases_move(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_objection
    ADD CONSTRAINT cases_objection_case_id_06b4ba0e_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_objection
    ADD CONSTRAINT cases_objection_task_id_b37e501f_fk_cases_task_id FOREIGN KEY (task_id) REFERENCES public.cases_task(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_proceeding
    ADD CONSTRAINT cases_proceeding_case_id_f824fd1d_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_proceeding
    ADD CONSTRAINT cases_proceeding_task_id_81d42a5e_fk_cases_task_id FOREIGN KEY (task_id) REFERENCES public.cases_task(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_return
    ADD CONSTRAINT cases_return_case_id_998273e8_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_signing
    ADD CONSTRAINT cases_signing_case_id_e3ee5fa8_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_signing
    ADD CONSTRAINT cases_signing_draft_id_66864930_fk_cases_draft_id FOREIGN KEY (draft_id) REFERENCES public.cases_draft(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_signing
    ADD CONSTRAINT cases_signing_version_id_f013ace5_fk_catalogue FOREIGN KEY (version_id) REFERENCES public.catalogue_serviceversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_standstill
    ADD CONSTRAINT cases_standstill_case_id_ec112a9f_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_task
    ADD CONSTRAINT cases_task_case_id_db8cf8f3_fk_cases_case_id FOREIGN KEY (case_id) REFERENCES public.cases_case(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.cases_vote
    ADD CONSTRAINT cases_vote_task_id_cf5d2f02_fk_cases_task_id FOREIGN KEY (task_id) REFERENCES public.cases_task(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.catalogue_bundle
    ADD CONSTRAINT catalogue_bundle_current_id_c9680934_fk_catalogue FOREIGN KEY (current_id) REFERENCES public.catalogue_bundleversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.catalogue_bundleversion
    ADD CONSTRAINT catalogue_bundlevers_bundle_id_b84958ac_fk_catalogue FOREIGN KEY (bundle_id) REFERENCES public.catalogue_bundle(code) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.catalogue_offering
    ADD CONSTRAINT catalogue_offering_agency_id_14556884_fk_agencies_agency_code FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(code) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.catalogue_offering
    ADD CONSTRAINT catalogue_offering_service_id_94dc43d2_fk_catalogue FOREIGN KEY (service_id) REFERENCES public.catalogue_service(code) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.catalogue_service
    ADD CONSTRAINT catalogue_service_current_id_e2f88cf0_fk_catalogue FOREIGN KEY (current_id) REFERENCES public.catalogue_serviceversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.catalogue_serviceversion
    ADD CONSTRAINT catalogue_servicever_service_id_6ee0d17b_fk_catalogue FOREIGN KEY (service_id) REFERENCES public.catalogue_service(code) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.comments_report
    ADD CONSTRAINT comments_report_shown_id_ab121e02_fk_comments_showncomment_id FOREIGN KEY (shown_id) REFERENCES public.comments_showncomment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.comments_showncomment
    ADD CONSTRAINT comments_showncommen_comment_id_fc530b10_fk_comments_ FOREIGN KEY (comment_id) REFERENCES public.comments_comment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.credentials_credential
    ADD CONSTRAINT credentials_credenti_key_id_e3b7db68_fk_credentia FOREIGN KEY (key_id) REFERENCES public.credentials_issuingkey(kid) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.credentials_credential
    ADD CONSTRAINT credentials_credenti_status_list_id_5c31b9f3_fk_credentia FOREIGN KEY (status_list_id) REFERENCES public.credentials_statuslist(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.credentials_credential
    ADD CONSTRAINT credentials_credential_licence_id_28d2bb15_fk_licence_number FOREIGN KEY (licence_id) REFERENCES public.licence(number) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.credentials_offer
    ADD CONSTRAINT credentials_offer_licence_id_c826dbe3_fk_licence_number FOREIGN KEY (licence_id) REFERENCES public.licence(number) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.credentials_slip
    ADD CONSTRAINT credentials_slip_key_id_ca6c47cc_fk_credentials_issuingkey_kid FOREIGN KEY (key_id) REFERENCES public.credentials_issuingkey(kid) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.credentials_slip
    ADD CONSTRAINT credentials_slip_licence_id_7aed9c91_fk_licence_number FOREIGN KEY (licence_id) REFERENCES public.licence(number) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.feedback_dispute
    ADD CONSTRAINT feedback_dispute_rating_id_21f20754_fk_feedback_rating_id FOREIGN KEY (rating_id) REFERENCES public.feedback_rating(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.feedback_followup
    ADD CONSTRAINT feedback_followup_rating_id_8405ae09_fk_feedback_rating_id FOREIGN KEY (rating_id) REFERENCES public.feedback_rating(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.feedback_said
    ADD CONSTRAINT feedback_said_enquiry_id_4dd02b7e_fk_feedback_enquiry_id FOREIGN KEY (enquiry_id) REFERENCES public.feedback_enquiry(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.items_claim
    ADD CONSTRAINT items_claim_agency_id_5792c77b_fk_agencies_agency_code FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(code) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.items_claim
    ADD CONSTRAINT items_claim_item_id_ef16661f_fk_items_item_code FOREIGN KEY (item_id) REFERENCES public.items_item(code) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.items_edition
    ADD CONSTRAINT items_edition_agency_id_d50dca13_fk_agencies_agency_code FOREIGN KEY (agency_id) REFERENCES public.agencies_agency(code) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.items_itemversion
    ADD CONSTRAINT items_itemversion_change_id_c8fc1a88_fk_items_listchange_id FOREIGN KEY (change_id) REFERENCES public.items_listchange(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.items_itemversion
    ADD CONSTRAINT items_itemversion_item_id_55f97f66_fk_items_item_code FOREIGN KEY (item_id) REFERENCES public.items_item(code) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.items_review
    ADD CONSTRAINT items_review_change_id_1022a19f_fk_items_listchange_id FOREIGN KEY (change_id) REFERENCES public.items_listchange(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.letters_firstanswer
    ADD CONSTRAINT letters_firstanswer_letter_id_38c5eaee_fk_letters_letter_id FOREIGN KEY (letter_id) REFERENCES public.letters_letter(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.letters_letter
    ADD CONSTRAINT letters_letter_lead_id_9b86806c_fk_letters_letter_id FOREIGN KEY (lead_id) REFERENCES public.letters_letter(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.letters_publicanswer
    ADD CONSTRAINT letters_publicanswer_letter_id_2205173f_fk_letters_letter_id FOREIGN KEY (letter_id) REFERENCES public.letters_letter(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.letters_rewording
    ADD CONSTRAINT letters_rewording_published_id_15d88989_fk_letters_p FOREIGN KEY (published_id) REFERENCES public.letters_publicanswer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.letters_word
    ADD CONSTRAINT letters_word_letter_id_c63596bd_fk_letters_letter_id FOREIGN KEY (letter_id) REFERENCES public.letters_letter(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licence_duty
    ADD CONSTRAINT licence_duty_licence_id_afbb0993_fk_licence_number FOREIGN KEY (licence_id) REFERENCES public.licence(number) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licence
    ADD CONSTRAINT licence_former_id_051fbde5_fk_licence_number FOREIGN KEY (former_id) REFERENCES public.licence(number) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.licence
    ADD CONSTRAINT licence_paper_id_ca01ba43_fk_paper_id FOREIGN KEY (paper_id) REFERENCES public.paper(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.mandates_agreement
    ADD CONSTRAINT mandates_agreement_mandate_id_fdbc66d2_fk_mandates_mandate_id FOREIGN KEY (mandate_id) REFERENCES public.mandates_mandate(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.mandates_mandate
    ADD CONSTRAINT mandates_mandate_giver_id_98616766_fk_people_party_id FOREIGN KEY (giver_id) REFERENCES public.people_party(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.mandates_mandate
    ADD CONSTRAINT mandates_mandate_receiver_id_054db5e3_fk_people_party_id FOREIGN KEY (receiver_id) REFERENCES public.people_party(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_people_account_id FOREIGN KEY (user_id) REFERENCES public.people_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.paper_number
    ADD CONSTRAINT paper_number_series_id_2ec0c873_fk_paper_series_name FOREIGN KEY (series_id) REFERENCES public.paper_series(name) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_account
    ADD CONSTRAINT people_account_party_id_c2753c41_fk_people_party_id FOREIGN KEY (party_id) REFERENCES public.people_party(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_check
    ADD CONSTRAINT people_check_account_id_e3856e11_fk_people_account_id FOREIGN KEY (account_id) REFERENCES public.people_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_link
    ADD CONSTRAINT people_link_account_id_0cff1eef_fk_people_account_id FOREIGN KEY (account_id) REFERENCES public.people_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_party
    ADD CONSTRAINT people_party_represented_by_id_627db5fa_fk_people_party_id FOREIGN KEY (represented_by_id) REFERENCES public.people_party(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_proof
    ADD CONSTRAINT people_proof_account_id_adbf4e75_fk_people_account_id FOREIGN KEY (account_id) REFERENCES public.people_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_proof
    ADD CONSTRAINT people_proof_party_id_526b5da7_fk_people_party_id FOREIGN KEY (party_id) REFERENCES public.people_party(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_token
    ADD CONSTRAINT people_token_account_id_5bf90cc6_fk_people_account_id FOREIGN KEY (account_id) REFERENCES public.people_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES public.procrastinate_workers(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id);

ALTER TABLE ONLY public.publications_hiding
    ADD CONSTRAINT publications_hiding_piece_id_c57adbc1_fk_publications_piece_id FOREIGN KEY (piece_id) REFERENCES public.publications_piece(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publications_piece
    ADD CONSTRAINT publications_piece_shown_id_85db376b_fk_publicati FOREIGN KEY (shown_id) REFERENCES public.publications_pieceversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publications_piece
    ADD CONSTRAINT publications_piece_waiting_id_5a857bfc_fk_publicati FOREIGN KEY (waiting_id) REFERENCES public.publications_pieceversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.publications_pieceversion
    ADD CONSTRAINT publications_pieceve_piece_id_bc7ff14c_fk_publicati FOREIGN KEY (piece_id) REFERENCES public.publications_piece(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.record_news
    ADD CONSTRAINT record_news_entry_id_ec8dcf54_fk_record_id FOREIGN KEY (entry_id) REFERENCES public.record(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.seal
    ADD CONSTRAINT seal_replaces_id_e47857e2_fk_seal_id FOREIGN KEY (replaces_id) REFERENCES public.seal(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.seal_use
    ADD CONSTRAINT seal_use_seal_id_06e9dba9_fk_seal_id FOREIGN KEY (seal_id) REFERENCES public.seal(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.showing_authorisation
    ADD CONSTRAINT showing_authorisation_licence_id_060791b9_fk_licence_number FOREIGN KEY (licence_id) REFERENCES public.licence(number) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.showing_copy
    ADD CONSTRAINT showing_copy_licence_id_01469a86_fk_licence_number FOREIGN KEY (licence_id) REFERENCES public.licence(number) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.showing_show
    ADD CONSTRAINT showing_show_licence_id_40f2de8a_fk_licence_number FOREIGN KEY (licence_id) REFERENCES public.licence(number) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.showing_show
    ADD CONSTRAINT showing_show_transcript_id_4706b4d3_fk_transcript_id FOREIGN KEY (transcript_id) REFERENCES public.transcript(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.showing_use
    ADD CONSTRAINT showing_use_authorisation_id_e053c559_fk_showing_a FOREIGN KEY (authorisation_id) REFERENCES public.showing_authorisation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.showing_use
    ADD CONSTRAINT showing_use_licence_id_ee8a477e_fk_licence_number FOREIGN KEY (licence_id) REFERENCES public.licence(number) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.sites_sitehost
    ADD CONSTRAINT sites_sitehost_site_id_6e397e25_fk_sites_sitekept_slug FOREIGN KEY (site_id) REFERENCES public.sites_sitekept(slug) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.subscriptions_told
    ADD CONSTRAINT subscriptions_told_change_id_71d7bb7c_fk_subscript FOREIGN KEY (change_id) REFERENCES public.subscriptions_change(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.subscriptions_told
    ADD CONSTRAINT subscriptions_told_subscription_id_9d82c1d6_fk_subscript FOREIGN KEY (subscription_id) REFERENCES public.subscriptions_subscription(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.supervision_cardword
    ADD CONSTRAINT supervision_cardword_card_id_a8a53478_fk_supervisi FOREIGN KEY (card_id) REFERENCES public.supervision_raisedcard(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.supervision_publication
    ADD CONSTRAINT supervision_publicat_key_id_884480b0_fk_supervisi FOREIGN KEY (key_id) REFERENCES public.supervision_publicationkey(kid) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.systems_code
    ADD CONSTRAINT systems_code_signed_in_id_26dfef41_fk_systems_signedin_id FOREIGN KEY (signed_in_id) REFERENCES public.systems_signedin(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.systems_consent
    ADD CONSTRAINT systems_consent_account_id_f9215dd1_fk_people_account_id FOREIGN KEY (account_id) REFERENCES public.people_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.systems_consent
    ADD CONSTRAINT systems_consent_system_id_d44ba3aa_fk_systems_system_id FOREIGN KEY (system_id) REFERENCES public.systems_system(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.systems_signedin
    ADD CONSTRAINT systems_signedin_account_id_a91fada5_fk_people_account_id FOREIGN KEY (account_id) REFERENCES public.people_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.systems_signedin
    ADD CONSTRAINT systems_signedin_system_id_d3b5d2a8_fk_systems_system_id FOREIGN KEY (system_id) REFERENCES public.systems_system(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.systems_ticket
    ADD CONSTRAINT systems_ticket_code_id_0e896c82_fk_systems_code_digest FOREIGN KEY (code_id) REFERENCES public.systems_code(digest) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.usersessions_usersession
    ADD CONSTRAINT usersessions_usersession_user_id_af5e0a6d_fk_people_account_id FOREIGN KEY (user_id) REFERENCES public.people_account(id) DEFERRABLE INITIALLY DEFERRED;

